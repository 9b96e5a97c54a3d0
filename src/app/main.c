/* main.c - the table of commands. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "app/commands.h"

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

static const struct cmd commands[] = {
    { "scan", "PATH...", "look for attacks in sign-in logs: files, folders, archives, - for standard input",
            1, cmd_scan },
    { "show", "INC PATH...", "one incident in full, with the account-by-day matrix", 2, cmd_show },
    { "explain", "INC PATH...", "the arithmetic of an incident; or --line TEXT; or --unparsed PATH...", 0,
            cmd_explain },
    { "events", "PATH...", "print the normalised sign-ins (--format jsonl or csv)", 1, cmd_events },
    { "demo", "", "run the scan on the bundled sample", 0, cmd_demo },
    { "formats", "", "what is read", 0, cmd_formats },
    { "playbooks", "[NAME]", "published behaviour that incidents are compared with", 0, cmd_playbooks },
    { "check-config", "FILE", "check a configuration and print what is in force", 1, cmd_check_config },
    { "version", "", "print the version", 0, run_version },
    { "help", "", "this text", 0, run_help },
};

#define COMMANDS (sizeof commands / sizeof commands[0])

static enum exit_code run_help(const struct options *opt)
{
    (void)opt;
    printf("cordon - sees the attacks that come through sign-in\n\nusage: cordon COMMAND [OPTION...] "
           "[ARGUMENT...]\n\n");
    for (size_t i = 0; i < COMMANDS; i++)
        printf("  %-13s %-12s %s\n", commands[i].name, commands[i].args, commands[i].help);
    printf("\noptions\n");
    options_help();
    printf("\nexit: 0 done, 1 an incident at or above --fail-on, 2 usage, 3 input was incomplete, 4 "
           "internal, 130 interrupted\n");
    return EXIT_DONE;
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

static int say_unknown(const char *name)
{
    const char *names[COMMANDS];
    for (size_t i = 0; i < COMMANDS; i++)
        names[i] = commands[i].name;
    const char *near = nearest_word(name, names, COMMANDS);
    fprintf(stderr, "cordon: there is no command %s%s%s\n", name,
            near ? "; did you mean " : " (cordon help lists them)", near ? near : "");
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    struct options opt;
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        (void)run_help(NULL);
        return EXIT_USAGE;
    }
    const struct cmd *cmd = command_named(argv[1]);
    if (cmd == NULL)
        return say_unknown(argv[1]);
    for (int i = 2; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return (int)run_help(NULL);
    if (!options_read(&opt, argc - 2, argv + 2, cmd->name)) {
        options_done(&opt);
        return EXIT_USAGE;
    }
    enum exit_code code = EXIT_USAGE;
    if (opt.args_count < cmd->min_args)
        fprintf(stderr, "cordon: usage: cordon %s [OPTION...] %s\n", cmd->name, cmd->args);
    else
        code = cmd->run(&opt);
    options_done(&opt);
    if (fflush(stdout) != 0 && code == EXIT_DONE)
        code = EXIT_INTERNAL;
    return (int)code;
}
