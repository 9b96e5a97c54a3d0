/* dns.c - questions, answers, and what is not known yet. */
#include "core/mailauth/dns.h"

static const struct {
    enum dns_type type;
    const char *name;
} types[] = {
    { DNS_A, "A" },
    { DNS_CNAME, "CNAME" },
    { DNS_PTR, "PTR" },
    { DNS_MX, "MX" },
    { DNS_TXT, "TXT" },
    { DNS_AAAA, "AAAA" },
};
#define TYPES (sizeof types / sizeof types[0])

const char *dns_type_name(enum dns_type type)
{
    for (size_t i = 0; i < TYPES; i++)
        if (types[i].type == type)
            return types[i].name;
    return "?";
}

bool dns_type_named(struct slice name, enum dns_type *ret)
{
    for (size_t i = 0; i < TYPES; i++)
        if (slice_eq_nocase(name, text(types[i].name))) {
            *ret = types[i].type;
            return true;
        }
    return false;
}

bool dns_name_ok(struct slice name)
{
    if (name.len == 0 || name.len > 253)
        return false;
    while (name.len > 0) {
        size_t label = slice_find(name, '.');
        if (label == 0 || label > 63 || label + 1 == name.len)
            return false;
        name = slice_skip(name, label + 1);
    }
    return true;
}

static bool is_wanted(const struct dns_asker *asker, const struct dns_question *question)
{
    for (uint32_t i = 0; i < asker->wanted_count; i++)
        if (asker->wanted[i].type == question->type && slice_eq(asker->wanted[i].name, question->name))
            return true;
    return false;
}

static struct slice lower_copy(struct arena *arena, struct slice s)
{
    char *at = arena_take(arena, s.len);
    if (at == NULL)
        return (struct slice){ NULL, 0 };
    for (size_t i = 0; i < s.len; i++)
        at[i] = char_lower(s.at[i]);
    return (struct slice){ at, s.len };
}

struct dns_answer dns_ask(struct dns_asker *asker, struct slice name, enum dns_type type)
{
    if (name.len > 0 && name.at[name.len - 1] == '.')
        name.len--;
    if (!dns_name_ok(name))
        return (struct dns_answer){ .state = DNS_NXDOMAIN };

    size_t before = asker->arena->used;
    struct dns_question question = { lower_copy(asker->arena, name), type };
    if (question.name.at == NULL)
        return (struct dns_answer){ .state = DNS_FAILED };
    asker->asked++;
    struct dns_answer answer = asker->answers.find(asker->answers.ctx, &question);
    if (answer.state != DNS_NOT_ASKED || is_wanted(asker, &question)) {
        asker->arena->used = before;
        return answer; // cppcheck-suppress returnDanglingLifetime ; an answer keeps nothing of its question
    }
    if (asker->answers.is_final || asker->wanted_count == LIMIT_DNS_WANTED)
        return (struct dns_answer){ .state = DNS_FAILED };
    asker->wanted[asker->wanted_count++] = question;
    return answer;
}
