/* base_uuid.c - version 5: the example of RFC 9562 A.4, a published STIX id, and the ends of a name. */
#include "core/base/uuid.h"

#include "tap.h"

/* RFC 9562 6.6 */
#define DNS                                                                                                \
    {                                                                                                      \
        {                                                                                                  \
            0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8 \
        }                                                                                                  \
    }
/* STIX 2.1 2.9 */
#define STIX                                                                                               \
    {                                                                                                      \
        {                                                                                                  \
            0x00, 0xab, 0xed, 0xb4, 0xaa, 0x42, 0x46, 0x6c, 0x9c, 0x01, 0xfe, 0xd2, 0x33, 0x15, 0xa9, 0xb7 \
        }                                                                                                  \
    }

static const struct {
    const char *name;
    struct uuid space;
    struct slice in;
    const char *out;
} cases[] = {
    { "RFC 9562 A.4", DNS, LIT("www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2" },
    { "an address of STIX", STIX, LIT("{\"value\":\"198.51.100.3\"}"),
            "28bb3599-77cd-5a82-a950-b5bc3caf07c4" },
    { "nothing", DNS, LIT(""), "4ebd0208-8328-5d69-8c44-ec50939c0967" },
};

static void test_same_name_elsewhere(void)
{
    const struct uuid dns = DNS, stix = STIX;
    struct uuid a, b, c;
    bool ok = uuid_v5(&dns, LIT("a\0b"), &a) && uuid_v5(&dns, LIT("a\0c"), &b)
            && uuid_v5(&stix, LIT("a\0b"), &c);
    OK(ok && memcmp(&a, &b, sizeof a) != 0, "a NUL ends no name");
    OK(ok && memcmp(&a, &c, sizeof a) != 0, "another space, another UUID");
}

int main(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct uuid uuid = { 0 };
        char text[UUID_TEXT_MAX];
        OK(uuid_v5(&cases[i].space, cases[i].in, &uuid), cases[i].name);
        uuid_format(&uuid, text);
        if (!OK(strcmp(text, cases[i].out) == 0, "as published"))
            printf("# %s\n", text);
    }
    test_same_name_elsewhere();
    return tap_done();
}
