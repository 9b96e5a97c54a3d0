/* message_head.c - the first lines of a message, told from those of anything else. */
#include "core/parse/message_head.h"

#include "core/wire/mbox.h"

#define LINES_LOOKED 60u

/* Fields that only mail has, and those that it shares (HTTP has a Date and a Content-Type too). */
static const struct {
    const char *name;
    uint8_t points; /* two are enough */
} known[] = { { "Received", 2 }, { "Return-Path", 2 }, { "Delivered-To", 2 }, { "Message-ID", 2 },
    { "DKIM-Signature", 2 }, { "ARC-Seal", 2 }, { "Authentication-Results", 2 }, { "X-Original-To", 2 },
    { "In-Reply-To", 2 }, { "Reply-To", 2 }, { "MIME-Version", 2 }, { "Received-SPF", 2 },
    { "Envelope-To", 2 }, { "From", 1 }, { "To", 1 }, { "Subject", 1 }, { "Date", 1 }, { "Cc", 1 },
    { "Sender", 1 }, { "Content-Type", 1 }, { "Content-Transfer-Encoding", 1 }, { "Content-Disposition", 1 },
    { "Status", 1 }, { "X-Mailer", 1 } };

/* "Name:" at the front; blanks before the colon are obsolete and met. Empty: no field. */
static struct slice field_name(struct slice line)
{
    size_t i = 0;
    while (i < line.len && line.at[i] > ' ' && line.at[i] < 127 && line.at[i] != ':')
        i++;
    size_t len = i;
    while (i < line.len && (line.at[i] == ' ' || line.at[i] == '\t'))
        i++;
    return slice_first(line, i < line.len && line.at[i] == ':' ? len : 0);
}

static unsigned points_of(struct slice name)
{
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (slice_eq_nocase(name, text(known[i].name)))
            return known[i].points;
    return 0;
}

/* Two points among lines that are all fields, those that continue them, or one that is none. */
static bool begins_as_header(struct slice head)
{
    unsigned points = 0, wrong = 0;
    size_t used;
    for (unsigned n = 0; n < LINES_LOOKED && head.len > 0 && points < 2; n++) {
        struct slice line = slice_line(head, &used);
        head = slice_skip(head, used);
        if (line.len == 0)
            break;
        struct slice name = field_name(line);
        if (name.len > 0)
            points += points_of(name);
        else if (n == 0 || (line.at[0] != ' ' && line.at[0] != '\t'))
            wrong++;
        if (wrong > 1 || (n == 0 && wrong > 0))
            return false;
    }
    return points >= 2;
}

static struct slice without_blank_lines(struct slice head)
{
    (void)take_lit(&head, LIT("\xef\xbb\xbf"));
    size_t i = 0;
    while (i < head.len && i < 16 && (head.at[i] == '\r' || head.at[i] == '\n'))
        i++;
    return slice_skip(head, i);
}

size_t mail_begin(struct slice head, uint64_t *ret_len)
{
    size_t used;
    struct slice count = slice_trim(slice_line(head, &used));
    bool is_counted = count.len >= 2 && count.len <= 10 && used < head.len
            && slice_to_uint(count, UINT32_MAX, ret_len) && begins_as_header(slice_skip(head, used));
    if (!is_counted)
        *ret_len = 0;
    return is_counted ? used : 0;
}

enum mail_kind mail_sniff(struct slice head)
{
    uint64_t len;
    size_t used;
    struct slice s = without_blank_lines(head);
    if (s.len == 0 || s.at[0] < '!' || s.at[0] > 'z')
        return MAIL_NONE;
    if (s.at[0] == 'F' && slice_starts(s, LIT("From "))) {
        struct slice line = slice_line(s, &used);
        return mbox_begins(line) && begins_as_header(slice_skip(s, used)) ? MAIL_BOX : MAIL_NONE;
    }
    if (s.at[0] == '>'
            && slice_starts(s, LIT(">From "))) { /* a quoted line before the header, as some files have it */
        (void)slice_line(s, &used);
        return begins_as_header(slice_skip(s, used)) ? MAIL_ONE : MAIL_NONE;
    }
    if (s.at[0] >= '0' && s.at[0] <= '9')
        return mail_begin(s, &len) > 0 ? MAIL_ONE : MAIL_NONE;
    return begins_as_header(s) ? MAIL_ONE : MAIL_NONE;
}

/* ---- rows of the table of formats ---- */

static int sniff_one(struct slice head)
{
    return mail_sniff(head) == MAIL_ONE ? 100 : 0;
}

static int sniff_box(struct slice head)
{
    return mail_sniff(head) == MAIL_BOX ? 100 : 0;
}

/* Messages hold no sign-ins: whoever reads them as records has them counted as another matter. */
static size_t pass(const struct reader *reader, struct slice data, uint64_t offset, struct batch *out)
{
    (void)reader;
    (void)offset;
    out->irrelevant += slice_lines(data);
    out->lines += slice_lines(data);
    return data.len;
}

const struct format mail_format = {
    .name = "eml",
    .help = "messages, one a file: .eml, .emlx, Maildir, MH folders, exports of mail programs",
    .versions = "RFC 822, 2822, 5322 and 6532, MIME; what is broken is read as mail programs read it",
    .how = "save messages as .eml (Outlook on the web: Save as; Thunderbird: Save as, or the folder itself), "
           "or name "
           "a Maildir or an archive (.zip) of them; Outlook's .msg is not read",
    .sample = "Received: from mail.example (mail.example [192.0.2.7])\r\n"
              "\tby mx.institute.example with ESMTPS id 4X; Mon, 9 Nov 2026 02:10:00 +0000\r\n"
              "From: Personnel <jobs@mail.example>\r\n"
              "To: j.meier@institute.example\r\n"
              "Subject: A position for you\r\n"
              "Date: Mon, 9 Nov 2026 02:09:58 +0000\r\n"
              "Message-ID: <1@mail.example>\r\n"
              "\r\n"
              "Dear Dr Meier, please see the description.\r\n",
    .family = FAMILY_MESSAGES,
    .gives = GIVES_MESSAGES,
    .framing = FRAME_MESSAGES,
    .sniff = sniff_one,
    .parse = pass,
};

const struct format mbox_format = {
    .name = "mbox",
    .help = "mailboxes of many messages in one file: mbox in all its variants",
    .versions = "RFC 4155; mboxo, mboxrd, mboxcl and mboxcl2",
    .how = "the folders of Thunderbird and mutt, /var/mail, Google Takeout, exports of Dovecot (doveadm) and "
           "Apple Mail",
    .sample = "From jobs@mail.example Mon Nov  9 02:10:00 2026\n"
              "From: Personnel <jobs@mail.example>\n"
              "To: j.meier@institute.example\n"
              "Subject: A position for you\n"
              "Date: Mon, 9 Nov 2026 02:09:58 +0000\n"
              "\n"
              "Dear Dr Meier, please see the description.\n"
              "\n",
    .family = FAMILY_MESSAGES,
    .gives = GIVES_MESSAGES,
    .framing = FRAME_MESSAGES,
    .sniff = sniff_box,
    .parse = pass,
};
