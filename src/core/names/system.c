/* system.c - the list, and a look into it. */
#include "core/names/system.h"

static const char *const names[] = { "root", "admin", "administrator", "guest", "daemon", "bin", "sys",
    "sync", "games", "man", "lp", "mail", "news", "uucp", "proxy", "www-data", "backup", "list", "irc",
    "nobody", "ftp", "sshd", "mysql", "postgres", "postfix", "operator", "apache", "nginx", "tomcat", "git",
    "redis", "named", "halt", "shutdown", "toor" };

/* Without a domain before a backslash or behind an @. */
static struct slice bare(struct slice name)
{
    size_t domain = slice_find(name, '\\');
    if (domain < name.len)
        name = slice_skip(name, domain + 1);
    return slice_first(name, slice_find(name, '@'));
}

bool name_is_system(struct slice name)
{
    struct slice local = bare(name);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (slice_eq_nocase(local, text(names[i])))
            return true;
    return false;
}
