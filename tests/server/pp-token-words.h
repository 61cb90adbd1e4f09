/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the tokens of the tests say: an issuer, whom they are for, when, and a person. */
#define ISSUER "https://issuer.example"
#define AUDIENCE "https://api.example"
#define NOW 1800000000
#define HEADER "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"one\"}"
#define CLAIMS(more) \
  "{\"iss\":\"" ISSUER "\",\"aud\":\"" AUDIENCE "\",\"sub\":\"alice\",\"org\":\"acme\",\"scope\":\"models\"," \
  "\"exp\":1800000300" more "}"
