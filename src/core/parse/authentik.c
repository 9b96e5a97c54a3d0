/* authentik.c - authentik's log: its events as JSON, one a line. Shown by docs/adding-a-source.md.
 *
 * Source  authentik, "Events: Event actions" and "Logging"; a name that is not there has a line of its own.
 */
#include "core/parse/identity.h"
#include "core/parse/json_source.h"

enum slot { SLOT_TIME, SLOT_ACTION, SLOT_ADDRESS, SLOT_USER, SLOT_TRIED, SLOT_STAGE, SLOT_ID };

static const struct json_path paths[] = {
    { "timestamp", SLOT_TIME },
    { "action", SLOT_ACTION },
    { "client_ip", SLOT_ADDRESS },
    { "user.username", SLOT_USER },
    { "context.username", SLOT_TRIED },
    { "identifier", SLOT_TRIED },
    { "context.stage.model_name", SLOT_STAGE },
    { "request_id", SLOT_ID },
};

static const char *fill(struct json_value v[JSON_SLOTS], const struct json_plan *nested,
        struct arena *scratch, struct record *rec)
{
    struct slice action = v[SLOT_ACTION].text, account = v[SLOT_TRIED].text;
    (void)nested, (void)scratch;
    if (slice_eq(action, LIT("login")))
        rec->outcome = OUTCOME_OK, account = v[SLOT_USER].text;
    else if (slice_eq(action, LIT("invalid_identifier")))
        rec->outcome = OUTCOME_NO_SUCH_ACCOUNT;
    else if (slice_eq(action, LIT("login_failed")) && account.len > 0) /* else told by invalid_identifier */
        rec->outcome = slice_starts(v[SLOT_STAGE].text, LIT("authenticator")) ? OUTCOME_MFA_DENIED
                                                                              : OUTCOME_BAD_PASSWORD;
    else
        return ""; /* of another matter */
    if (!json_fill_time(v[SLOT_TIME].text, rec) || account.len == 0
            || !json_fill_address(v[SLOT_ADDRESS].text, rec))
        return "a time, an account and an address (client_ip)"; /* not understood, with what was expected */
    rec->account = slice_first(account, LIMIT_NAME);
    rec->flags |= ACCOUNT_NO_CASE;
    rec->method = METHOD_PASSWORD;
    rec->protocol = LIT("authentik");
    json_fill_hash(v[SLOT_ID].text, rec);
    return NULL; /* a sign-in */
}

static const struct json_source source = { paths, sizeof paths / sizeof paths[0], fill,
    .expected = "a whole JSON object of authentik's log" };

static int sniff(struct slice head)
{
    return 80 * (slice_find_slice(head, LIT("\"authentik.")) < head.len && json_has_key(head, "request_id"));
}

const struct format authentik_format = { "authentik", "authentik's log: sign-ins", "2023 to 2026",
    .how = "docker compose logs --no-log-prefix server > authentik.jsonl",
    .sample = "{\"action\":\"login_failed\",\"client_ip\":\"192.0.2.7\",\"context\":{\"username\":\"ida\"},"
              "\"logger\":\"authentik.events.models\",\"request_id\":\"r\","
              "\"timestamp\":\"2026-11-09T02:10:00\"}",
    .family = FAMILY_IDENTITY, .framing = FRAME_JSON_OR_LINES, .sniff = sniff, .json = &source,
    .open = json_format_open, .close = json_source_close, .parse = json_source_parse };
