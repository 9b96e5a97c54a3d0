/* put.c - JSON as it grows. */
#include "core/export/put.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void put_key(struct out *out, const char *key)
{
    char last = out->len ? out->at[out->len - 1] : '\n';
    if (last != '{' && last != '[' && last != ',' && last != '\n')
        out_text(out, ",");
    if (key != NULL) {
        out_text(out, "\"");
        out_text(out, key);
        out_text(out, "\":");
    }
}

void put_open(struct out *out, const char *key, char bracket)
{
    put_key(out, key);
    out_bytes(out, (struct slice){ &bracket, 1 });
}

void put_close(struct out *out, char bracket)
{
    out_bytes(out, (struct slice){ &bracket, 1 });
}

void put_slice(struct out *out, const char *key, struct slice val)
{
    put_key(out, key);
    out_json(out, val);
}

void put_text(struct out *out, const char *key, const char *val)
{
    put_slice(out, key, text(val ? val : ""));
}

void put_textf(struct out *out, const char *key, const char *fmt, ...)
{
    char buf[512];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(buf, sizeof buf, fmt, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof buf)
        out->failed = true; /* what is longer goes through put_text */
    else
        put_text(out, key, buf);
}

void put_number(struct out *out, const char *key, double val)
{
    put_key(out, key);
    out_json_number(out, val);
}

void put_count(struct out *out, const char *key, uint64_t val)
{
    char digits[20];
    size_t first = sizeof digits;
    do
        digits[--first] = (char)('0' + val % 10);
    while ((val /= 10) > 0);
    put_key(out, key);
    out_bytes(out, (struct slice){ digits + first, sizeof digits - first });
}

void put_bool(struct out *out, const char *key, bool val)
{
    put_key(out, key);
    out_text(out, val ? "true" : "false");
}

void put_time(struct out *out, const char *key, time_us t)
{
    char buf[TIME_TEXT_MAX];
    time_format(t, buf);
    put_text(out, key, buf);
}

void put_time_ms(struct out *out, const char *key, time_us t)
{
    put_key(out, key);
    out_printf(out, "%lld", (long long)(t / 1000));
}

void put_source(struct out *out, const char *key, struct ip_addr ip)
{
    char buf[IP_TEXT_MAX];
    ip_format_source(ip_source_key(ip), buf);
    put_text(out, key, buf);
}

void put_list(struct out *out, const char *key, const char *const *list)
{
    put_open(out, key, '[');
    for (; list != NULL && *list != NULL; list++)
        put_text(out, NULL, *list);
    put_close(out, ']');
}
