/* names_known_hosts.c - what hosts are known for. */
#include "core/names/known_hosts.h"

#include "help.h"

static const struct {
    const char *host;
    unsigned kinds;
} hosts[] = {
    { "bit.ly", HOST_SHORTENERS },
    { "x.web.app", HOST_FREE_HOSTING },
    { "a.b.github.io", HOST_FREE_HOSTING },
    { "docs.google.com", HOST_FREE_HOSTING | HOST_FILE_SHARING },
    { "acme-my.sharepoint.com", HOST_FREE_HOSTING | HOST_FILE_SHARING },
    { "wetransfer.com", HOST_FILE_SHARING },
    { "gmail.com", HOST_FREEMAIL },
    { "u1.ct.sendgrid.net", HOST_MAILERS },
    { "a.b.c.d.e.f.g.h.i.bit.ly", HOST_SHORTENERS },
    { "www.google.com", 0 },
    { "institute.example", 0 },
    { "notbit.ly", 0 },
    { "bit.ly.example", 0 },
    { "ly", 0 },
    { "...", 0 },
    { "", 0 },
};

int main(void)
{
    EACH(i, hosts)
    OK(host_kinds(text(hosts[i].host)) == hosts[i].kinds, hosts[i].host);
    return tap_done();
}
