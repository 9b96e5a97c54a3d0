/* write_entra.c - a world as Entra ID diagnostic records, one JSON object a line.
 *
 * Source  Microsoft Learn, "SigninLogs" and "Sign-in log schema in Azure Monitor"; codes of "AADSTS error
 *         codes".
 */
#include "world.h"

#include <inttypes.h>

#define TENANT "11111111-2222-4333-8444-555555555555"

static const struct {
    int code;
    const char *reason;
} endings[] = {
    [END_OK] = { 0, "" },
    [END_BAD_PASSWORD] = { 50126, "Invalid username or password." },
    [END_NO_SUCH] = { 50034, "The user account does not exist in the directory." },
    [END_MFA_STOPPED] = { 50076, "Multifactor authentication is required." },
    [END_LOCKED] = { 50053, "The account is locked." },
};

static const struct {
    const char *client, *app, *agent, *os;
    bool interactive;
} ways[] = {
    [WAY_BROWSER] = { "Browser", "OfficeHome",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/139.0.0.0 Safari/537.36",
            "Windows10", true },
    [WAY_PHONE] = { "Mobile Apps and Desktop clients", "Outlook Mobile", "Outlook-iOS/5.2", "Ios", true },
    [WAY_KEY] = { "Browser", "OfficeHome",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/18.5 Safari/605.1.15",
            "MacOs", true },
    [WAY_LEGACY] = { "IMAP4", "Office 365 Exchange Online", "", "", false },
    [WAY_SCRIPT] = { "Mobile Apps and Desktop clients", "Azure Active Directory PowerShell",
            "python-requests/2.32", "", false },
};

static void guid(char buf[40], uint64_t seed, const char *purpose, uint64_t no)
{
    struct dice d = dice_for(seed, purpose, no);
    uint64_t a = dice_next(&d), b = dice_next(&d);
    (void)snprintf(buf, 40, "%08" PRIx64 "-%04" PRIx64 "-4%03" PRIx64 "-8%03" PRIx64 "-%012" PRIx64, a >> 32,
            a >> 16 & 0xffff, a & 0xfff, b >> 48 & 0xfff, b & 0xffffffffffff);
}

/* Country and network number of an address, as a lookup would tell. */
static const char *country_of(struct ip_addr from, unsigned *asn)
{
    unsigned net = (unsigned)from.b[4] << 8 | from.b[5];
    if (ip_is_v4(from)) {
        bool attack = from.b[12] == 203;
        *asn = attack ? 64500 + from.b[15] % 8 : 64496;
        return attack ? "NL" : "CA";
    }
    static const char *const far[] = { "BR", "VN", "US", "DE", "IN", "KR" };
    *asn = 64496 + net % 16;
    return net >= 0x3000 ? far[net % 6] : "CA";
}

/* The attacker's own text, one of those in turn; or that of his way. */
static struct slice text_for(const struct signin *s, const char *list, const char *otherwise)
{
    if (list == NULL || *list == '\0')
        return text(otherwise);
    size_t count = 1;
    for (const char *c = list; *c != '\0'; c++)
        count += *c == '|';
    struct slice rest = text(list);
    for (size_t i = s->no * UINT64_C(2654435761) % UINT32_MAX % count; i > 0; i--)
        rest = slice_skip(rest, slice_find(rest, '|') + 1);
    return slice_first(rest, slice_find(rest, '|'));
}

static void write_record(const struct world *world, const struct signin *s, FILE *to)
{
    const struct account *account = &world->accounts[s->account];
    char when[TIME_TEXT_MAX], id[40], user[40], device[40] = "", from[IP_TEXT_MAX];
    bool managed = s->why != ATTACK && (s->way == WAY_BROWSER || s->way == WAY_KEY) && !account->missing;
    const struct attack_plan *own = s->attack ? &world->plan.attacks[s->attack - 1] : NULL;
    struct slice agent = text_for(s, own ? own->agent : NULL, ways[s->way].agent);
    struct slice app = text_for(s, own ? own->application : NULL, ways[s->way].app);
    struct slice client = text_for(s, own ? own->protocol : NULL, ways[s->way].client);
    unsigned asn;
    struct ip_addr seen = s->from;
    /* The workplace is seen from outside as its gateway. */
    if (ip_is_private(seen))
        seen = v4(198, 51, 100, 1 + seen.b[14] % 8);
    const char *country = country_of(seen, &asn);
    if (own != NULL && own->asn > 0)
        asn = own->asn;
    if (world->plan.no_agents)
        agent.len = 0;
    (void)time_format(s->at, when);
    guid(id, world->plan.seed, "record", s->no);
    guid(user, world->plan.seed, "user", s->account);
    if (managed)
        guid(device, world->plan.seed, "device", s->account);
    (void)ip_format(seen, from);
    (void)fprintf(to,
            "{\"time\":\"%s\",\"resourceId\":\"/tenants/" TENANT
            "/providers/Microsoft.aadiam\",\"operationName\":\"Sign-in "
            "activity\",\"category\":\"%s\",\"tenantId\":\"" TENANT
            "\",\"resultType\":\"%d\",\"resultDescription\":\"%s\",\"callerIpAddress\":\"%s\",\"location\":"
            "\"%s\","
            "\"properties\":{\"id\":\"%s\",\"createdDateTime\":\"%s\",\"userPrincipalName\":\"%s@clinic."
            "example\","
            "\"userId\":\"%s\",\"appDisplayName\":\"%.*s\",\"ipAddress\":\"%s\",\"status\":{\"errorCode\":%d",
            when, ways[s->way].interactive ? "SignInLogs" : "NonInteractiveUserSignInLogs",
            endings[s->end].code, endings[s->end].reason, from, country, id, when, account->name,
            account->missing ? "" : user, (int)app.len, app.at, from, endings[s->end].code);
    if (endings[s->end].code != 0)
        (void)fprintf(to, ",\"failureReason\":\"%s\"", endings[s->end].reason);
    (void)fprintf(to,
            "},\"clientAppUsed\":\"%.*s\",\"userAgent\":\"%.*s\",\"deviceDetail\":{\"deviceId\":\"%s\","
            "\"operatingSystem\":\"%s\"},"
            "\"location\":{\"countryOrRegion\":\"%s\"},\"conditionalAccessStatus\":\"notApplied\","
            "\"isInteractive\":%s,"
            "\"authenticationRequirement\":\"%s\",\"autonomousSystemNumber\":%u}}\n",
            (int)client.len, client.at, (int)agent.len, agent.at, device, ways[s->way].os, country,
            ways[s->way].interactive ? "true" : "false",
            account->has_mfa ? "multiFactorAuthentication" : "singleFactorAuthentication", asn);
}

void write_entra(const struct world *world, FILE *to)
{
    for (size_t i = 0; i < world->signins_count; i++)
        write_record(world, &world->signins[i], to);
}
