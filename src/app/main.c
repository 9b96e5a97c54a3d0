/* main.c - the table of commands. */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "app/commands.h"
#include "core/view/paint.h"

#ifndef CORDON_VERSION
#define CORDON_VERSION "0.1.0"
#endif

static enum exit_code run_help(const struct options *opt);

static enum exit_code run_version(const struct options *opt)
{
    (void)opt;
    printf("cordon %s\n", CORDON_VERSION);
    return EXIT_DONE;
}

#define ANY SIZE_MAX

static const struct cmd commands[] = {
    { "scan", "PATH...", "look for attacks in sign-in logs: files, folders, archives, - for standard input",
            1, ANY, cmd_scan,
            "cordon scan /var/log/auth.log*\n"
            "cordon scan --html report.html ~/Downloads/*SignIns*.json\n"
            "cordon scan --messages --format jsonl Maildir/\n"
            "journalctl -t sshd -t sshd-session --since -30d -o json | cordon scan -\n" },
    { "show", "INC PATH...", "one incident in full, with its accounts by day or hour", 2, ANY, cmd_show,
            "cordon show INC-7K2Q9F3MX2 /var/log/auth.log*\n"
            "cordon show 7K2Q --by hour /var/log/auth.log*\n"
            "cordon show --message MSG-7K2Q9F3MX2 Maildir/\n"
            "cordon show --message inbox.mbox#12\n" },
    { "explain", "INC PATH...", "the arithmetic of an incident; or --line TEXT; or --unparsed PATH...", 0,
            ANY, cmd_explain,
            "cordon explain INC-7K2Q9F3MX2 /var/log/auth.log*\n"
            "cordon explain INC-7K2Q9F3MX2 --account j.meier /var/log/auth.log*\n"
            "cordon explain INC-7K2Q9F3MX2 --rows --format csv /var/log/auth.log*\n"
            "cordon explain --line 'Failed password for bob from 192.0.2.7 port 22 ssh2'\n"
            "cordon explain --unparsed /var/log/auth.log*\n" },
    { "timeline", "INC PATH...", "one incident over time: attempts, locks, sign-ins, and what happened when",
            2, ANY, cmd_timeline,
            "cordon timeline INC-7K2Q9F3MX2 /var/log/auth.log*\n"
            "cordon timeline 7K2Q --by hour --account j.meier /var/log/auth.log*\n" },
    { "report", "[INC] PATH...", "the whole report, or that of one incident: text, Markdown, a page or a PDF",
            1, ANY, cmd_report,
            "cordon report --html report.html /var/log/auth.log*\n"
            "cordon report INC-7K2Q9F3MX2 --pdf case.pdf --paper a4 /var/log/auth.log*\n" },
    { "events", "PATH...", "print the sign-ins as Cordon understood them", 1, ANY, cmd_events,
            "cordon events --format csv --account j.meier@institute.example SignIns/\n" },
    { "draft", "KIND INC PATH...",
            "a report that the law asks for, as far as the logs can fill it in: nis2-24h, nis2-72h, "
            "nis2-month, gdpr "
            "or hipaa",
            3, ANY, cmd_draft,
            "cordon draft nis2-24h INC-7K2Q9F3MX2 --aware 2026-11-09T08:30 /var/log/auth.log*\n"
            "cordon draft gdpr 7K2Q --format md SignIns/\n" },
    { "notify", "INC PATH...", "what is written to people, administrator, CERT and management (--preview)", 2,
            ANY, cmd_notify,
            "cordon notify --preview --to cert 7K2Q /var/log/auth.log*\n"
            "cordon notify --preview --to person --account j.meier 7K2Q /var/log/auth.log*\n" },
    { "unmask", "WHO PATH...", "who a pseudonym of --redact is, by reading the logs again", 2, ANY,
            cmd_unmask, "cordon unmask person-7K2Q9F3MX2 /var/log/auth.log*\n" },
    { "compare", "A B", "two results of scan --format jsonl: the same campaign at two organisations?", 2, 2,
            cmd_compare, "cordon compare ours.jsonl theirs.jsonl\n" },
    { "doctor", "PATH...", "what is missing in these logs, which attack it hides, and how to switch it on", 1,
            ANY, cmd_doctor,
            "cordon doctor /var/log/auth.log* ~/Downloads/*SignIns*.json\n"
            "cordon doctor --format md logs/ > missing.md\n" },
    { "demo", "", "scan the sample that comes with Cordon", 0, 0, cmd_demo,
            "cordon demo --html demo.html\n" },
    { "formats", "[NAME]",
            "what is read, and what --format writes; or all of one: how to export it, a sample", 0, 1,
            cmd_formats, "cordon formats entra-csv\ncordon formats --format jsonl\n" },
    { "playbooks", "[NAME]", "published behaviour that incidents are compared with", 0, 1, cmd_playbooks,
            "cordon playbooks quad7\n" },
    { "check-config", "FILE", "check a configuration and print what is in force", 1, 1, cmd_check_config,
            "cordon check-config cordon.yaml\n" },
    { "version", "", "print the version", 0, 0, run_version, NULL },
    { "help", "[COMMAND]", "this text, or what a command takes", 0, 1, run_help, NULL },
};

#define COMMANDS (sizeof commands / sizeof commands[0])

static const struct cmd *command_named(const char *name);

static int say_unknown(const char *name)
{
    const char *names[COMMANDS];
    for (size_t i = 0; i < COMMANDS; i++)
        names[i] = commands[i].name;
    const char *near = nearest_word(name, names, COMMANDS);
    if (name[0] == '-')
        fprintf(stderr, "cordon: the command comes first: cordon scan %s ... (cordon help lists them)\n",
                name);
    else
        fprintf(stderr, "cordon: there is no command %s%s%s\n", name,
                near ? "; did you mean " : " (cordon help lists them)", near ? near : "");
    return EXIT_USAGE;
}

static void help_line(struct out *out, const struct screen *s, size_t indent, const char *words)
{
    for (size_t i = 0; i < indent; i++)
        out_text(out, " ");
    paint_wrapped(out, s, indent, indent, words);
}

static void help_all(struct out *out, const struct screen *s)
{
    out_text(out,
            "cordon - sees the attacks that come through sign-in\n\n"
            "usage: cordon COMMAND [OPTION...] [ARGUMENT...]\n\n");
    for (size_t i = 0; i < COMMANDS; i++) {
        out_printf(out, "  %-13s %-16s ", commands[i].name, commands[i].args);
        paint_wrapped(out, s, 33, 33, commands[i].help);
    }
    out_text(out, "\noptions (cordon help COMMAND lists those of one command)\n");
    options_help(out, s, NULL);
    out_text(out, "\n");
    help_line(
            out, s, 0, "The first time: cordon demo. Then: cordon scan YOUR-LOG. Nothing is sent anywhere.");
}

static void help_one(struct out *out, const struct screen *s, const struct cmd *cmd)
{
    out_printf(out, "usage: cordon %s [OPTION...] %s\n\n", cmd->name, cmd->args);
    help_line(out, s, 2, cmd->help);
    for (const char *line = cmd->more, *end; line != NULL && *line != '\0'; line = end + 1) {
        end = strchr(line, '\n');
        out_printf(out, "%s  %.*s\n", line == cmd->more ? "\nfor example\n" : "", (int)(end - line), line);
    }
    out_text(out, "\noptions\n");
    options_help(out, s, cmd->name);
}

static enum exit_code help_for(const struct options *opt, const struct cmd *cmd)
{
    struct out out = { 0 };
    struct screen screen = screen_of(opt);
    if (cmd == NULL)
        help_all(&out, &screen);
    else
        help_one(&out, &screen, cmd);
    out_text(&out, "\n");
    help_line(&out, &screen, 0,
            "exit: 0 done, 1 an incident at or above --fail-on, 2 usage or configuration, 3 done but the "
            "input "
            "was incomplete, 4 a fault of Cordon's own, 130 interrupted");
    enum exit_code code = write_out(&out);
    out_done(&out);
    return code;
}

static enum exit_code run_help(const struct options *opt)
{
    const struct cmd *cmd = opt->args_count > 0 ? command_named(opt->args[0]) : NULL;
    if (opt->args_count > 0 && cmd == NULL)
        return (enum exit_code)say_unknown(opt->args[0]);
    return help_for(opt, cmd);
}

static const struct cmd *command_named(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        return command_named("help");
    if (strcmp(name, "--version") == 0)
        return command_named("version");
    return NULL;
}

static bool has_right_arguments(const struct cmd *cmd, const struct options *opt)
{
    size_t least = opt->message != NULL ? 0 : cmd->min_args; /* which says itself what it shows */
    if (opt->args_count >= least && opt->args_count <= cmd->max_args)
        return true;
    fprintf(stderr, "cordon: usage: cordon %s [OPTION...] %s (cordon help %s)\n", cmd->name, cmd->args,
            cmd->name);
    return false;
}

static enum exit_code run_command(const struct cmd *cmd, int argc, char **argv)
{
    struct options opt;
    enum exit_code code = EXIT_USAGE;
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return help_for(&(struct options){ 0 }, cmd);
    if (options_read(&opt, argc, argv, cmd->name) && has_right_arguments(cmd, &opt))
        code = cmd->run(&opt);
    options_done(&opt);
    return code;
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        (void)help_for(&(struct options){ 0 }, NULL);
        return EXIT_USAGE;
    }
    const struct cmd *cmd = command_named(argv[1]);
    if (cmd == NULL)
        return say_unknown(argv[1]);
    enum exit_code code = run_command(cmd, argc - 2, argv + 2);
    if (fflush(stdout) != 0 && code == EXIT_DONE) {
        fprintf(stderr, "cordon: cannot write the result: %s\n", strerror(errno));
        code = EXIT_INTERNAL;
    }
    return (int)code;
}
