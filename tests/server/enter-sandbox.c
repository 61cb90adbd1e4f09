/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs a program under the restrictions of a unit, as systemd would, where there is no systemd: those on the file system,
 * on system calls, and on what may be gained.
 * usage: enter-sandbox UNIT CALLS PROGRAM ARGUMENTS…
 * CALLS is a file with the names of the system calls that the unit admits, one a line. */

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/socket.h>
#include <unistd.h>

#define MASK(argument, bits) SCMP_CMP (argument, SCMP_CMP_MASKED_EQ, bits, bits)

static void
must (gboolean    is_done,
      const char *what)
{
  if (is_done)
    return;
  g_printerr ("enter-sandbox: %s: %s\n", what, g_strerror (errno));
  exit (1);
}

static void
write_file (const char *path,
            const char *text)
{
  int file = open (path, O_WRONLY | O_CLOEXEC);

  must (file >= 0 && write (file, text, strlen (text)) == (gssize) strlen (text), path);
  close (file);
}

static gboolean
has (GKeyFile   *unit,
     const char *key,
     const char *value)
{
  g_autofree char *text = g_key_file_get_string (unit, "Service", key, NULL);

  return g_strcmp0 (text, value) == 0;
}

/* --- PrivateUsers, PrivateMounts --- */

static void
enter_own_room (void)
{
  g_autofree char *user = g_strdup_printf ("%u %u 1", getuid (), getuid ());
  g_autofree char *group = g_strdup_printf ("%u %u 1", getgid (), getgid ());

  must (unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0, "a name space");
  write_file ("/proc/self/setgroups", "deny");
  write_file ("/proc/self/uid_map", user);
  write_file ("/proc/self/gid_map", group);
  must (mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0, "mounts of its own");
}

/* --- PrivateDevices, ProtectHome, ProtectSystem --- */

static void
hide_devices (void)
{
  static const char * const kept[] = { "null", "zero", "full", "random", "urandom" };

  must (mount ("tmpfs", "/mnt", "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=0755") == 0, "devices");
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *from = g_build_filename ("/dev", kept[i], NULL);
      g_autofree char *to = g_build_filename ("/mnt", kept[i], NULL);
      int file = open (to, O_CREAT | O_CLOEXEC, 0600);

      must (file >= 0 && mount (from, to, NULL, MS_BIND, NULL) == 0, from);
      close (file);
    }
  must (mount ("/mnt", "/dev", NULL, MS_MOVE, NULL) == 0, "devices");
}

/* But for that in which the program lies, if it does. */
static void
hide_homes (const char *program)
{
  static const char * const homes[] = { "/home", "/root", "/run/user" };
  g_autofree char *path = g_canonicalize_filename (program, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    if (!g_str_has_prefix (path, homes[i]) && g_file_test (homes[i], G_FILE_TEST_IS_DIR))
      must (mount ("tmpfs", homes[i], "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC, "mode=0") == 0, homes[i]);
}

static void
protect_system (void)
{
  struct mount_attr attributes = { .attr_set = MOUNT_ATTR_RDONLY };

  must (mount_setattr (AT_FDCWD, "/", AT_RECURSIVE, &attributes, sizeof attributes) == 0, "a system to read only");
}

/* --- System calls --- */

static void
refuse (scmp_filter_ctx     filter,
        int                 error,
        int                 call,
        struct scmp_arg_cmp condition)
{
  must (seccomp_rule_add (filter, SCMP_ACT_ERRNO (error), call, 1, condition) == 0, "a rule");
}

/* MemoryDenyWriteExecute */
static void
refuse_written_code (scmp_filter_ctx filter)
{
  refuse (filter, EPERM, SCMP_SYS (mmap), MASK (2, PROT_EXEC | PROT_WRITE));
  refuse (filter, EPERM, SCMP_SYS (mprotect), MASK (2, PROT_EXEC));
  refuse (filter, EPERM, SCMP_SYS (pkey_mprotect), MASK (2, PROT_EXEC));
  refuse (filter, EPERM, SCMP_SYS (shmat), MASK (2, SHM_EXEC));
}

/* RestrictNamespaces */
static void
refuse_name_spaces (scmp_filter_ctx filter)
{
  static const int kinds[] = { CLONE_NEWCGROUP, CLONE_NEWIPC, CLONE_NEWNET, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWUSER,
                               CLONE_NEWUTS };

  must (seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0) == 0, "a rule");
  must (seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (setns), 0) == 0, "a rule");
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      refuse (filter, EPERM, SCMP_SYS (clone), MASK (0, kinds[i]));
      refuse (filter, EPERM, SCMP_SYS (unshare), MASK (0, kinds[i]));
    }
}

/* RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX */
static void
refuse_address_families (scmp_filter_ctx filter)
{
  for (guint family = 0; family < AF_MAX; family++)
    if (family != AF_UNIX && family != AF_INET && family != AF_INET6)
      refuse (filter, EAFNOSUPPORT, SCMP_SYS (socket), SCMP_CMP (0, SCMP_CMP_EQ, family));
  refuse (filter, EAFNOSUPPORT, SCMP_SYS (socket), SCMP_CMP (0, SCMP_CMP_GE, AF_MAX));
}

/* RestrictSUIDSGID, LockPersonality */
static void
refuse_gains (scmp_filter_ctx filter)
{
  static const int bits[] = { S_ISUID, S_ISGID };

  for (guint i = 0; i < G_N_ELEMENTS (bits); i++)
    {
      refuse (filter, EPERM, SCMP_SYS (chmod), MASK (1, bits[i]));
      refuse (filter, EPERM, SCMP_SYS (fchmod), MASK (1, bits[i]));
      refuse (filter, EPERM, SCMP_SYS (fchmodat), MASK (2, bits[i]));
    }
  refuse (filter, EPERM, SCMP_SYS (personality), SCMP_CMP (0, SCMP_CMP_NE, PER_LINUX));
}

static void
load_refusals (GKeyFile *unit)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ALLOW);

  must (filter != NULL, "a filter");
  if (has (unit, "MemoryDenyWriteExecute", "yes"))
    refuse_written_code (filter);
  if (has (unit, "RestrictNamespaces", "yes"))
    refuse_name_spaces (filter);
  if (has (unit, "RestrictAddressFamilies", "AF_INET AF_INET6 AF_UNIX"))
    refuse_address_families (filter);
  if (has (unit, "RestrictSUIDSGID", "yes") && has (unit, "LockPersonality", "yes"))
    refuse_gains (filter);
  must (seccomp_load (filter) == 0, "the refusals");
  seccomp_release (filter);
}

/* SystemCallFilter */
static void
load_calls (const char *path)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  g_autofree char *text = NULL;
  g_auto (GStrv) names = NULL;
  guint n_calls = 0;

  must (filter != NULL && g_file_get_contents (path, &text, NULL, NULL), path);
  names = g_strsplit (text, "\n", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      int call = seccomp_syscall_resolve_name (names[i]);

      /* Others are of other machines. */
      if (call != __NR_SCMP_ERROR && seccomp_rule_add (filter, SCMP_ACT_ALLOW, call, 0) == 0)
        n_calls++;
    }
  must (n_calls > 0 && seccomp_load (filter) == 0, "the system calls");
  seccomp_release (filter);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GKeyFile) unit = g_key_file_new ();
  enum { UNIT = 1, CALLS, PROGRAM };

  must (argc > PROGRAM && g_key_file_load_from_file (unit, argv[UNIT], G_KEY_FILE_NONE, NULL), "the unit");
  umask (0077);
  enter_own_room ();
  if (has (unit, "PrivateDevices", "yes"))
    hide_devices ();
  if (has (unit, "ProtectHome", "yes"))
    hide_homes (argv[PROGRAM]);
  if (has (unit, "ProtectSystem", "strict"))
    protect_system ();
  must (prctl (PR_SET_NO_NEW_PRIVS, has (unit, "NoNewPrivileges", "yes"), 0, 0, 0) == 0, "no new privileges");
  for (int capability = 0; has (unit, "CapabilityBoundingSet", "") && prctl (PR_CAPBSET_READ, capability) >= 0; capability++)
    must (prctl (PR_CAPBSET_DROP, capability) == 0, "a capability");
  load_refusals (unit);
  load_calls (argv[CALLS]);
  execv (argv[PROGRAM], argv + PROGRAM);
  must (FALSE, argv[PROGRAM]);
}
