/* house.h - what an organisation says of itself for people outside: who it is and whom to ask.
 *
 * Layer   core/model. Pure.
 * Texts   as the administrator wrote them; "" where nothing was said.
 */
#pragma once

struct house {
    const char *entity;    /* its name; the log's own tenant where an incident has one goes before it */
    const char *sector;    /* "hospital", "research institute" */
    const char *contact;   /* of its security: name, telephone, mail */
    const char *dpo;       /* its data protection officer: name, telephone, mail */
    const char *help_line; /* whom its people call: "ext. 1234" */
    const char *authority; /* whom it reports to */
};
