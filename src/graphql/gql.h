/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gql-arena.h"
#include "gql-call.h"
#include "gql-cost.h"
#include "gql-document.h"
#include "gql-document-cache.h"
#include "gql-error.h"
#include "gql-execute.h"
#include "gql-limits.h"
#include "gql-node.h"
#include "gql-request.h"
#include "gql-response.h"
#include "gql-scalar.h"
#include "gql-schema.h"
#include "gql-stream.h"
#include "gql-validate.h"
#include "gql-value.h"
