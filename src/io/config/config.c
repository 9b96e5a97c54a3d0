/* config.c - one table of settings; the loader, the checker and the printer read it. */
#include "io/config/config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <yaml.h>

#include "core/base/word.h"

#define NETWORKS_MAX 4096u
#define NAMES_MAX 1024u

enum shape { SHAPE_NETWORKS, SHAPE_NAMES, SHAPE_NUMBER, SHAPE_TEXT };

enum setting {
    SET_ORGANISATION,
    SET_NETWORKS,
    SET_VPN,
    SET_EXITS,
    SET_SCANNERS,
    SET_BREAK_GLASS,
    SET_DOMAINS,
    SET_PARTNERS,
    SET_AUTHSERV,
    SET_SEALERS,
    SET_GEO,
    SET_FALSE_ALARMS,
    SET_CONTACT,
    SET_DPO,
    SET_SECTOR,
    SET_HELP_LINE,
    SET_AUTHORITY,
    SET_TLP,
    SET_REDACT_KEY,
    SETTINGS,
};

static const struct item {
    const char *key;
    enum shape shape;
    double min, max;
    const char *help;
} items[SETTINGS] = {
    [SET_ORGANISATION] = { "organisation", SHAPE_TEXT, 0, 0, "your name, where the log tells none" },
    [SET_NETWORKS] = { "own_networks", SHAPE_NETWORKS, 0, 0, "addresses inside your organisation" },
    [SET_VPN] = { "vpn", SHAPE_NETWORKS, 0, 0, "addresses that your own VPN gives out" },
    [SET_EXITS] = { "shared_exits", SHAPE_NETWORKS, 0, 0,
            "addresses that many of your people share: clinics, proxies" },
    [SET_SCANNERS] = { "scanners", SHAPE_NETWORKS, 0, 0, "your own scanners and testers: never an attack" },
    [SET_BREAK_GLASS] = { "break_glass", SHAPE_NAMES, 0, 0, "emergency accounts" },
    [SET_DOMAINS] = { "domains", SHAPE_NAMES, 0, 0, "your own mail domains" },
    [SET_PARTNERS] = { "partners", SHAPE_NAMES, 0, 0, "mail domains of partners, which lures imitate" },
    [SET_AUTHSERV] = { "authserv_ids", SHAPE_NAMES, 0, 0,
            "your mail servers, as Authentication-Results and Received name them" },
    [SET_SEALERS] = { "arc_sealers", SHAPE_NAMES, 0, 0, "domains whose ARC seals you believe" },
    [SET_GEO] = { "geo", SHAPE_TEXT, 0, 0, "database of networks and countries, or none" },
    [SET_FALSE_ALARMS] = { "false_alarms_per_year", SHAPE_NUMBER, 0.01, 100,
            "wrong alarms a year that you would accept" },
    [SET_CONTACT] = { "contact", SHAPE_TEXT, 0, 0, "your security's name, telephone, mail" },
    [SET_DPO] = { "dpo", SHAPE_TEXT, 0, 0, "your data protection officer's name, telephone, mail" },
    [SET_SECTOR] = { "sector", SHAPE_TEXT, 0, 0, "what you are: hospital, laboratory" },
    [SET_HELP_LINE] = { "help_line", SHAPE_TEXT, 0, 0, "whom your people call: ext. 1234" },
    [SET_AUTHORITY] = { "authority", SHAPE_TEXT, 0, 0, "whom you report incidents to" },
    [SET_TLP] = { "tlp", SHAPE_TEXT, 0, 0, "how far what is shared may go: amber, green" },
    [SET_REDACT_KEY] = { "redact_key", SHAPE_TEXT, 0, 0, "file of the secret behind pseudonyms" },
};

struct names {
    struct slice *at;
    size_t count;
};

struct networks {
    struct ip_net *at;
    size_t count;
};

struct config {
    char *texts[SETTINGS]; /* of settings that are texts; NULL: not set */
    enum tlp tlp;
    struct networks inside, exits, scanners; /* own_networks and vpn are one */
    struct names break_glass, domains;
    struct names partners, authserv, sealers; /* lower case */
    double false_alarms;
    unsigned line[SETTINGS]; /* where it was set; 0: default */
    const char *path;
};

static void names_free(struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free((void *)(uintptr_t)names->at[i].at);
    free(names->at);
}

void config_free(struct config **config)
{
    struct config *c = *config;
    if (c == NULL)
        return;
    for (int i = 0; i < SETTINGS; i++)
        free(c->texts[i]);
    free(c->inside.at);
    free(c->exits.at);
    free(c->scanners.at);
    names_free(&c->break_glass);
    names_free(&c->domains);
    names_free(&c->partners);
    names_free(&c->authserv);
    names_free(&c->sealers);
    free(c);
    *config = NULL;
}

/* The setting that was meant: a few letters off, or one that holds the word ("networks"). */
static const char *nearest(const char *key)
{
    const char *best = NULL;
    size_t least = strlen(key) / 3 + 2;
    for (int i = 0; i < SETTINGS; i++) {
        size_t d = word_distance(key, items[i].key);
        if (d < least) {
            least = d;
            best = items[i].key;
        }
    }
    for (int i = 0; i < SETTINGS && best == NULL && strlen(key) > 2; i++)
        if (strstr(items[i].key, key) != NULL)
            best = items[i].key;
    return best;
}

static int setting_named(const char *key)
{
    for (int i = 0; i < SETTINGS; i++)
        if (strcmp(items[i].key, key) == 0)
            return i;
    return -1;
}

static enum status add_network(struct networks *to, struct slice val, const char *key, struct error *err)
{
    struct ip_net net;
    if (val.len == 0)
        return fail(err, STATUS_INVALID,
                "%s holds nothing; expected addresses or networks such as 192.0.2.0/24, or leave it out",
                key);
    if (!ip_net_parse(val, &net))
        return fail(err, STATUS_INVALID, "%s: %.*s is no address or network such as 192.0.2.0/24", key,
                (int)(val.len < 80 ? val.len : 80), val.at);
    if (to->count == NETWORKS_MAX)
        return fail(err, STATUS_RANGE, "%s: more than %u networks", key, NETWORKS_MAX);
    struct ip_net *grown = realloc(to->at, (to->count + 1) * sizeof *grown);
    if (grown == NULL)
        return fail(err, STATUS_NOMEM, "no memory");
    to->at = grown;
    to->at[to->count++] = net;
    return STATUS_OK;
}

/* A slip such as 0.0.0.0/0 would hide every attack. */
static enum status add_scanner(struct networks *to, struct slice val, const char *key, struct error *err)
{
    enum status st = add_network(to, val, key, err);
    if (st != STATUS_OK)
        return st;
    const struct ip_net *net = &to->at[to->count - 1];
    unsigned bits = ip_is_v4(net->addr) ? net->bits - 96u : net->bits;
    if (bits < (ip_is_v4(net->addr) ? 8u : 16u))
        return fail(err, STATUS_RANGE, "%s: %.*s is so wide that hardly any attack would be seen", key,
                (int)(val.len < 80 ? val.len : 80), val.at);
    return STATUS_OK;
}

static enum status add_name(struct names *to, struct slice val, const char *key, struct error *err)
{
    if (val.len == 0)
        return fail(err, STATUS_INVALID, "%s holds nothing; expected names, or leave it out", key);
    if (to->count == NAMES_MAX)
        return fail(err, STATUS_RANGE, "%s: more than %u names", key, NAMES_MAX);
    struct slice *grown = realloc(to->at, (to->count + 1) * sizeof *grown);
    char *copy = strndup(val.at, val.len);
    if (grown != NULL)
        to->at = grown;
    if (grown == NULL || copy == NULL) {
        free(copy);
        return fail(err, STATUS_NOMEM, "no memory");
    }
    to->at[to->count++] = (struct slice){ copy, val.len };
    return STATUS_OK;
}

/* Domains and hosts: the same in any case, and compared in lower case. */
static enum status add_host(struct names *to, struct slice val, const char *key, struct error *err)
{
    enum status st = add_name(to, val, key, err);
    char *at = st == STATUS_OK ? (char *)(uintptr_t)to->at[to->count - 1].at : NULL;
    for (size_t i = 0; at != NULL && i < val.len; i++)
        at[i] = char_lower(at[i]);
    return st;
}

static enum status set_number(struct config *c, const struct item *item, struct slice val, struct error *err)
{
    char copy[32], *end;
    if (val.len == 0 || val.len >= sizeof copy)
        return fail(
                err, STATUS_INVALID, "%s needs a number, allowed %g..%g", item->key, item->min, item->max);
    memcpy(copy, val.at, val.len);
    copy[val.len] = '\0';
    double number = strtod(copy, &end);
    if (*end != '\0')
        return fail(err, STATUS_INVALID, "%s is %s, expected a number %g..%g", item->key, copy, item->min,
                item->max);
    if (!(number >= item->min && number <= item->max))
        return fail(err, STATUS_RANGE, "%s is %s, allowed %g..%g", item->key, copy, item->min, item->max);
    c->false_alarms = number;
    return STATUS_OK;
}

static enum status set_text(struct config *c, int which, struct slice val, struct error *err)
{
    free(c->texts[which]);
    c->texts[which] = strndup(val.at, val.len);
    return c->texts[which] != NULL ? STATUS_OK : fail(err, STATUS_NOMEM, "no memory");
}

static enum status set(struct config *c, int which, struct slice val, struct error *err)
{
    const struct item *item = &items[which];
    switch (which) {
    case SET_FALSE_ALARMS: return set_number(c, item, val, err);
    case SET_NETWORKS:
    case SET_VPN: return add_network(&c->inside, val, item->key, err);
    case SET_EXITS: return add_network(&c->exits, val, item->key, err);
    case SET_SCANNERS: return add_scanner(&c->scanners, val, item->key, err);
    case SET_BREAK_GLASS: return add_name(&c->break_glass, val, item->key, err);
    case SET_DOMAINS: return add_name(&c->domains, val, item->key, err);
    case SET_PARTNERS: return add_host(&c->partners, val, item->key, err);
    case SET_AUTHSERV: return add_host(&c->authserv, val, item->key, err);
    case SET_SEALERS: return add_host(&c->sealers, val, item->key, err);
    case SET_TLP:
        if (!tlp_from_name(val, &c->tlp))
            return fail(err, STATUS_INVALID, "tlp is %.*s, expected clear, green, amber, amber+strict or red",
                    (int)(val.len < 80 ? val.len : 80), val.at);
        return set_text(c, which, val, err);
    default: return set_text(c, which, val, err);
    }
}

/* ---- the document: a mapping of scalars and sequences of scalars ---- */

struct loading {
    struct config *config;
    int setting; /* the key that was read, or -1 */
    bool in_list, in_map;
    unsigned documents;
};

static enum status at_line(struct error *err, const char *path, const yaml_mark_t *mark)
{
    return fail_in(err, "%s:%zu", path, mark->line + 1);
}

static enum status take_scalar(struct loading *l, struct slice val, size_t line, struct error *err)
{
    if (!l->in_map)
        return fail(err, STATUS_INVALID, "expected settings, one a line: own_networks: [192.0.2.0/24]");
    if (l->setting < 0) {
        char key[64];
        (void)snprintf(key, sizeof key, "%.*s", (int)(val.len < 60 ? val.len : 60), val.at);
        l->setting = setting_named(key);
        if (l->setting < 0) {
            const char *near = nearest(key);
            return fail(err, STATUS_INVALID, "no setting is called %s; %s%s", key,
                    near ? "did you mean " : "cordon check-config lists them all when given an empty file",
                    near ? near : "");
        }
        if (l->config->line[l->setting] != 0)
            return fail(err, STATUS_INVALID, "%s is set twice, first in line %u", key,
                    l->config->line[l->setting]);
        l->config->line[l->setting] = (unsigned)line;
        return STATUS_OK;
    }
    enum status st = set(l->config, l->setting, val, err);
    if (!l->in_list)
        l->setting = -1;
    return st;
}

static enum status take_event(struct loading *l, const yaml_event_t *ev, struct error *err)
{
    switch (ev->type) {
    case YAML_ALIAS_EVENT: return fail(err, STATUS_INVALID, "aliases are not allowed here");
    case YAML_SCALAR_EVENT:
        return take_scalar(l, (struct slice){ (const char *)ev->data.scalar.value, ev->data.scalar.length },
                ev->start_mark.line + 1, err);
    case YAML_SEQUENCE_START_EVENT:
        if (!l->in_map)
            return fail(err, STATUS_INVALID, "expected settings, one a line: own_networks: [192.0.2.0/24]");
        if (l->setting < 0 || l->in_list)
            return fail(err, STATUS_INVALID, "a list stands where a setting is expected");
        if (items[l->setting].shape == SHAPE_NUMBER || items[l->setting].shape == SHAPE_TEXT)
            return fail(err, STATUS_INVALID, "%s takes one value, not a list", items[l->setting].key);
        l->in_list = true;
        return STATUS_OK;
    case YAML_SEQUENCE_END_EVENT:
        l->in_list = false;
        l->setting = -1;
        return STATUS_OK;
    case YAML_MAPPING_START_EVENT:
        if (l->in_map)
            return fail(err, STATUS_INVALID, "settings do not nest");
        l->in_map = true;
        return STATUS_OK;
    case YAML_DOCUMENT_START_EVENT:
        if (l->documents++ > 0)
            return fail(err, STATUS_INVALID, "a second document begins here; one is allowed");
        return STATUS_OK;
    case YAML_MAPPING_END_EVENT: l->in_map = false; return STATUS_OK;
    default: return STATUS_OK;
    }
}

static enum status read_document(
        yaml_parser_t *parser, struct config *config, const char *path, struct error *err)
{
    struct loading l = { .config = config, .setting = -1 };
    for (bool more = true; more;) {
        yaml_event_t ev;
        if (!yaml_parser_parse(parser, &ev)) {
            const char *problem = parser->problem ? parser->problem : "this is no YAML";
            bool tab = strstr(problem, "cannot start any token") != NULL;
            (void)fail(err, STATUS_INVALID, "%s%s", problem,
                    tab ? ": a tab? indent by spaces, and put quotes around what begins with @, %, ` or *"
                        : "");
            return at_line(err, path, &parser->problem_mark);
        }
        enum status st = take_event(&l, &ev, err);
        yaml_mark_t mark = ev.start_mark;
        more = ev.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&ev);
        if (st != STATUS_OK)
            return at_line(err, path, &mark);
    }
    return STATUS_OK;
}

enum status config_load(const char *path, struct config **ret, struct error *err)
{
    struct config *config = calloc(1, sizeof *config);
    enum status st = STATUS_OK;
    if (config == NULL)
        return fail(err, STATUS_NOMEM, "no memory for the configuration");
    config->false_alarms = 0.1;
    config->tlp = TLP_COUNT;
    config->path = path;
    if (path != NULL) {
        yaml_parser_t parser;
        FILE *file = fopen(path, "rb");
        struct stat st_file;
        if (file != NULL && fstat(fileno(file), &st_file) == 0 && S_ISDIR(st_file.st_mode)) {
            fclose(file);
            file = NULL;
            errno = EISDIR;
        }
        if (file == NULL) {
            free(config);
            return fail(err, STATUS_MISSING, "%s: %s", path, strerror(errno));
        }
        if (yaml_parser_initialize(&parser)) {
            yaml_parser_set_input_file(&parser, file);
            st = read_document(&parser, config, path, err);
            yaml_parser_delete(&parser);
        } else {
            st = fail(err, STATUS_NOMEM, "no memory for the configuration");
        }
        fclose(file);
    }
    if (st != STATUS_OK)
        config_free(&config);
    else
        *ret = config;
    return st;
}

struct engine_conf config_engine(const struct config *c)
{
    return (struct engine_conf){
        .false_alarms_per_year = c->false_alarms,
        .own = { .networks = c->inside.at,
                .networks_count = c->inside.count,
                .exits = c->exits.at,
                .exits_count = c->exits.count,
                .scanners = c->scanners.at,
                .scanners_count = c->scanners.count,
                .break_glass = c->break_glass.at,
                .break_glass_count = c->break_glass.count,
                .domains = c->domains.at,
                .domains_count = c->domains.count },
    };
}

static const char *text_of(const struct config *c, int which)
{
    return c->texts[which] != NULL ? c->texts[which] : "";
}

const char *config_organisation(const struct config *config)
{
    return text_of(config, SET_ORGANISATION);
}

const char *config_redact_key(const struct config *config)
{
    return text_of(config, SET_REDACT_KEY);
}

const struct slice *config_partners(const struct config *config, size_t *ret_count)
{
    *ret_count = config->partners.count;
    return config->partners.at;
}

const struct slice *config_authserv_ids(const struct config *config, size_t *ret_count)
{
    *ret_count = config->authserv.count;
    return config->authserv.at;
}

const struct slice *config_arc_sealers(const struct config *config, size_t *ret_count)
{
    *ret_count = config->sealers.count;
    return config->sealers.at;
}

enum tlp config_tlp(const struct config *config)
{
    return config->tlp;
}

struct house config_house(const struct config *config)
{
    return (struct house){ .entity = text_of(config, SET_ORGANISATION),
        .sector = text_of(config, SET_SECTOR),
        .contact = text_of(config, SET_CONTACT),
        .dpo = text_of(config, SET_DPO),
        .help_line = text_of(config, SET_HELP_LINE),
        .authority = text_of(config, SET_AUTHORITY) };
}

const char *config_geo(const struct config *config)
{
    return text_of(config, SET_GEO);
}

static void print_networks(struct out *out, const struct networks *nets)
{
    for (size_t i = 0; i < nets->count; i++) {
        char ip[IP_TEXT_MAX] = "::";
        const struct ip_net *net = &nets->at[i];
        if (!ip_is_none(net->addr))
            ip_format(net->addr, ip);
        out_printf(out, "%s%s/%u", i ? ", " : "", ip, net->bits - (ip_is_v4(net->addr) ? 96u : 0u));
    }
}

static void print_names(struct out *out, const struct names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        out_text(out, i ? ", " : "");
        out_terminal(out, names->at[i], 0, false);
    }
}

static void print_value(const struct config *c, int which, struct out *out)
{
    switch (which) {
    case SET_FALSE_ALARMS: out_printf(out, "%g", c->false_alarms); break;
    case SET_NETWORKS: print_networks(out, &c->inside); break;
    case SET_VPN: out_text(out, c->line[SET_VPN] ? "in own_networks" : ""); break;
    case SET_EXITS: print_networks(out, &c->exits); break;
    case SET_SCANNERS: print_networks(out, &c->scanners); break;
    case SET_BREAK_GLASS: print_names(out, &c->break_glass); break;
    case SET_DOMAINS: print_names(out, &c->domains); break;
    case SET_PARTNERS: print_names(out, &c->partners); break;
    case SET_AUTHSERV: print_names(out, &c->authserv); break;
    case SET_SEALERS: print_names(out, &c->sealers); break;
    default: out_terminal(out, text(text_of(c, which)), 0, false); break;
    }
}

void config_print(const struct config *c, struct out *out)
{
    for (int i = 0; i < SETTINGS; i++) {
        size_t before = out->len;
        out_printf(out, "%-22s ", items[i].key);
        size_t empty = out->len;
        print_value(c, i, out);
        if (out->len == empty)
            out_text(out, "-");
        out_printf(out, "%*s", out->len - before < 40 ? (int)(40 - (out->len - before)) : 2, "");
        if (c->line[i])
            out_printf(out, "  # line %u: %s\n", c->line[i], items[i].help);
        else
            out_printf(out, "  # not set: %s\n", items[i].help);
    }
}
