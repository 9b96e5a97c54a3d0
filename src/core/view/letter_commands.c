/* letter_commands.c - commands to copy. Values are quoted by quote.h, or are no part of a command.
 *
 * Blocks name no address from which one's own people sign in; accounts are locked only where somebody got in, and
 * never one that is kept for emergencies or that every system has.
 */
#include <stdio.h>
#include <string.h>

#include "core/view/letter_inside.h"
#include "core/view/paint.h"
#include "core/view/quote.h"

#define ACCOUNTS_MAX 20u
#define SOURCES_MAX 50u

struct command {
    enum shell shell;
    const char *before, *after;
};

/* What is done with an account, and how it is undone. */
struct way {
    const char *title, *prepare;
    struct command lock[2], undo;
};

static const struct way entra = { "Accounts that were signed in to (Entra ID, PowerShell)",
    "Connect-MgGraph -Scopes 'User.RevokeSessions.All','User.ReadWrite.All'",
    { { SHELL_POWERSHELL, "Update-MgUser -AccountEnabled:$false -UserId ", "" },
            { SHELL_POWERSHELL, "Revoke-MgUserSignInSession -UserId ", "" } },
    { SHELL_POWERSHELL, "Update-MgUser -AccountEnabled:$true -UserId ", "" } };

static const struct way host = { "Accounts that were signed in to (Linux, as root)", NULL,
    { { SHELL_POSIX, "usermod --lock --expiredate 1 ", "" },
            { SHELL_POSIX, "loginctl terminate-user ", "" } },
    { SHELL_POSIX, "usermod --unlock --expiredate '' ", "" } };

/* Entra's sign-ins name an application or an agent, a host's do not. */
static bool is_of_host(const struct incident *inc)
{
    for (size_t i = 0; i < inc->clients_count; i++)
        if (*inc->clients[i].application != '\0' || *inc->clients[i].agent != '\0')
            return false;
    return true;
}

/* ---- accounts ---- */

static bool is_locked(const struct incident_account *a)
{
    return a->outcome == ACCESS_GOT_IN && !a->emergency && matter_is_person(a);
}

static size_t command_for(struct paper *p, const struct command *c, const struct incident_account *a)
{
    struct out line = { 0 };
    out_text(&line, c->before);
    bool plain = quote(&line, c->shell, text(a->name));
    out_text(&line, c->after);
    if (plain)
        paper_code_line(p, paint_text(&line));
    out_done(&line);
    return !plain;
}

static size_t command_for_each(struct paper *p, const struct matter *m, const struct command *c)
{
    size_t n = 0, left_out = 0;
    for (size_t i = 0; i < m->inc->accounts_count && n < ACCOUNTS_MAX; i++)
        if (is_locked(&m->inc->accounts[i])) {
            left_out += command_for(p, c, &m->inc->accounts[i]);
            n++;
        }
    return left_out;
}

static void account_commands(struct paper *p, const struct matter *m)
{
    const struct way *way = is_of_host(m->inc) ? &host : &entra;
    size_t all = 0, kept = 0, left_out = 0;
    for (size_t i = 0; i < m->inc->accounts_count; i++) {
        all += is_locked(&m->inc->accounts[i]);
        kept += m->inc->accounts[i].outcome == ACCESS_GOT_IN && !is_locked(&m->inc->accounts[i]);
    }
    if (kept > 0)
        paper_block(p, BLOCK_TEXT,
                "Not locked here, lest nobody gets in: accounts that are kept for emergencies, and those "
                "that "
                "every system has. One was signed in to: change its secret by hand.");
    if (all == 0)
        return;
    paper_block(p, BLOCK_TEXT, way->title);
    paper_code(p);
    if (way->prepare != NULL)
        paper_code_line(p, way->prepare);
    left_out = command_for_each(p, m, &way->lock[0]);
    (void)command_for_each(p, m, &way->lock[1]);
    paper_code_end(p);
    paper_block(p, BLOCK_TEXT, "To undo it, once the password is another:");
    paper_code(p);
    (void)command_for_each(p, m, &way->undo);
    paper_code_end(p);
    if (left_out > 0) {
        paper_open(p, BLOCK_TEXT, NULL);
        paper_count(p, left_out, "name is", "names are");
        paper_say(p, " no safe part of a command, and left out: type it by hand.");
        paper_shut(p);
    }
    if (all > ACCOUNTS_MAX)
        paper_block(p, BLOCK_TEXT, "The first 20 accounts are shown.");
}

/* ---- sources ---- */

static bool is_blocked(const struct matter *m, const struct incident_source *s)
{
    return incident_own_people(m->inc, s) == 0 && !ip_is_machine(s->key);
}

static void nft_elements(struct paper *p, const struct matter *m, bool v4)
{
    for (size_t i = 0; i < m->inc->sources_count; i++) {
        char ip[IP_TEXT_MAX], line[IP_TEXT_MAX + 80];
        const struct incident_source *s = &m->inc->sources[i];
        if (!is_blocked(m, s) || ip_is_v4(s->key) != v4)
            continue;
        ip_format_source(s->key, ip);
        (void)snprintf(line, sizeof line, "add element inet cordon_%s %s { %s timeout 24h }", m->inc->id + 4,
                v4 ? "v4" : "v6", ip);
        paper_code_line(p, line);
    }
}

/* All or nothing, in a table of the incident's own, so that undoing this undoes nothing else. */
static void nft_commands(struct paper *p, const struct matter *m)
{
    static const char *const table[] = {
        "  set v4 { type ipv4_addr; flags timeout; }",
        "  set v6 { type ipv6_addr; flags interval, timeout; }",
        "  chain guard {",
        "    type filter hook input priority -10;",
        "    ip saddr @v4 drop",
        "    ip6 saddr @v6 drop",
        "  }",
        "}",
    };
    char line[80];
    paper_block(p, BLOCK_TEXT, "Block the addresses for a day (nftables, as root)");
    paper_code(p);
    paper_code_line(p, "nft -f - <<'END'");
    (void)snprintf(line, sizeof line, "table inet cordon_%s {", m->inc->id + 4);
    paper_code_line(p, line);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        paper_code_line(p, table[i]);
    nft_elements(p, m, true);
    nft_elements(p, m, false);
    paper_code_line(p, "END");
    paper_code_end(p);
    paper_block(p, BLOCK_TEXT, "To undo it before the day is over:");
    paper_code(p);
    (void)snprintf(line, sizeof line, "nft delete table inet cordon_%s", m->inc->id + 4);
    paper_code_line(p, line);
    paper_code_end(p);
}

static void ranges(struct paper *p, const struct matter *m, bool v4)
{
    paper_code_line(p, v4 ? "$v4 = @(" : "$v6 = @(");
    for (size_t i = 0; i < m->inc->sources_count; i++) {
        char ip[IP_TEXT_MAX], line[IP_TEXT_MAX + 16];
        const struct incident_source *s = &m->inc->sources[i];
        if (!is_blocked(m, s) || ip_is_v4(s->key) != v4)
            continue;
        ip_format_source(s->key, ip);
        (void)snprintf(line, sizeof line, "  '%s%s'", ip, v4 ? "/32" : "");
        paper_code_line(p, line);
    }
    paper_code_line(p, ")");
}

static void location_commands(struct paper *p, const struct matter *m)
{
    char line[96];
    paper_block(p, BLOCK_TEXT,
            "Name the addresses as a place (Entra ID, PowerShell); by itself this blocks nothing");
    paper_code(p);
    paper_code_line(p, "Connect-MgGraph -Scopes 'Policy.Read.All',");
    paper_code_line(p, "  'Policy.ReadWrite.ConditionalAccess'");
    ranges(p, m, true);
    ranges(p, m, false);
    paper_code_line(p, "$type = '#microsoft.graph.'");
    paper_code_line(p, "$all = @($v4 | ForEach-Object {");
    paper_code_line(p, "  @{ '@odata.type' = $type + 'iPv4CidrRange'; cidrAddress = $_ } })");
    paper_code_line(p, "$all += @($v6 | ForEach-Object {");
    paper_code_line(p, "  @{ '@odata.type' = $type + 'iPv6CidrRange'; cidrAddress = $_ } })");
    paper_code_line(p, "$place = New-MgIdentityConditionalAccessNamedLocation -BodyParameter @{");
    paper_code_line(p, "  '@odata.type' = $type + 'ipNamedLocation'; isTrusted = $false");
    (void)snprintf(line, sizeof line, "  displayName = 'Cordon %s'; ipRanges = $all }", m->inc->id);
    paper_code_line(p, line);
    paper_code_line(p, "$place.Id");
    paper_code_end(p);
    paper_block(p, BLOCK_TEXT,
            "Then a Conditional Access policy that blocks this place: report-only for a day first, and the "
            "emergency accounts excepted. To undo it: the policy off, then");
    paper_code(p);
    paper_code_line(p, "Remove-MgIdentityConditionalAccessNamedLocation `");
    paper_code_line(p, "  -NamedLocationId $place.Id");
    paper_code_end(p);
}

static void say_left_out(struct paper *p, size_t own)
{
    if (own == 0)
        return;
    paper_open(p, BLOCK_TEXT, NULL);
    paper_say(p, "Not in any block below: ");
    paper_count(p, own, "address", "addresses");
    paper_say(p, " from which your own people sign in too.");
    paper_shut(p);
}

static void source_commands(struct paper *p, const struct matter *m)
{
    size_t own = 0;
    if (m->inc->sources_total > SOURCES_MAX) {
        paper_block(p, BLOCK_TEXT,
                "There are too many addresses to block one by one: another comes for each. Require a second "
                "factor, and switch off protocols that know none.");
        return;
    }
    for (size_t i = 0; i < m->inc->sources_count; i++)
        own += !is_blocked(m, &m->inc->sources[i]);
    say_left_out(p, own);
    if (own < m->inc->sources_count)
        (is_of_host(m->inc) ? nft_commands : location_commands)(p, m);
}

void letter_commands(struct paper *p, const struct matter *m)
{
    account_commands(p, m);
    source_commands(p, m);
}
