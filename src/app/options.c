/* Arguments by getopt, checked by the same table as `set`. */
#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "command/settings.h"
#include "command/tokens.h"
#include "riffle/suggest.h"
#include "session_limits.h"

/* What the long options without a letter return. */
enum long_option {
    LONG_SETTING = 256, /* one of `set` by its own name */
    LONG_JSON,
    LONG_KEEP_GOING,
    LONG_NO_RC,
    LONG_RESUME,
    LONG_CHECK,
    LONG_VERSION,
    LONG_LIMITS,
    LONG_LIMIT,
    LONG_RESET,
};

static const struct option long_options[] = {
    {"check", required_argument, NULL, LONG_CHECK},
    {"color", required_argument, NULL, LONG_SETTING},
    {"glyphs", required_argument, NULL, LONG_SETTING},
    {"help", no_argument, NULL, 'h'},
    {"json", no_argument, NULL, LONG_JSON},
    {"keep-going", no_argument, NULL, LONG_KEEP_GOING},
    {"limit", required_argument, NULL, LONG_LIMIT},
    {"limits", no_argument, NULL, LONG_LIMITS},
    {"memory", required_argument, NULL, LONG_SETTING},
    {"no-rc", no_argument, NULL, LONG_NO_RC},
    {"reset-terminal", no_argument, NULL, LONG_RESET},
    {"resume", no_argument, NULL, LONG_RESUME},
    {"seed", required_argument, NULL, LONG_SETTING},
    {"theme", required_argument, NULL, LONG_SETTING},
    {"threads", required_argument, NULL, LONG_SETTING},
    {"version", no_argument, NULL, LONG_VERSION},
    {0},
};

void options_release(struct options *options)
{
    free(options->commands);
    free(options->words);
    *options = (struct options){0};
}

static enum riffle_status fail_option(char *const *argv, int refused,
                                      struct riffle_error *err)
{
    enum { MOST = sizeof long_options / sizeof *long_options - 1 };
    const char *names[MOST];
    const char *best[RIFFLE_SUGGEST_MAX];
    char word[64];
    const char *typed = argv[optind - 1];
    const char *bare = typed + strspn(typed, "-");
    if (refused == ':')
        return riffle_fail(err, RIFFLE_EUSAGE, "`%.200s' needs a value", typed);
    for (size_t i = 0; i < MOST; i++)
        names[i] = long_options[i].name;
    (void)snprintf(word, sizeof word, "%.*s", (int)strcspn(bare, "="), bare);
    riffle_fail(err, RIFFLE_EUSAGE, "unknown option `%.200s'", typed);
    if (riffle_suggest(word, names, MOST, best) > 0)
        riffle_hint(err, "did you mean `--%s'?   riffle --help lists them",
                    best[0]);
    else
        riffle_hint(err, "riffle --help lists them");
    return RIFFLE_EUSAGE;
}

static enum riffle_status take_setting(struct session *session,
                                       const char *name,
                                       struct riffle_error *err)
{
    struct riffle_error why = {0};
    enum riffle_status status = setting_put(session, name, optarg, &why);
    if (!status)
        return status;
    riffle_fail(err, status, "--%s: %s", name, why.message);
    if (why.hint[0])
        riffle_hint(err, "%s", why.hint);
    return status;
}

static enum riffle_status take_option(int letter, int index,
                                      struct session *session,
                                      struct options *options,
                                      struct riffle_error *err)
{
    switch (letter) {
    case 'c':
        options->commands[options->n_commands++] = optarg;
        break;
    case 'h':
        options->action = OPTIONS_HELP;
        break;
    case LONG_VERSION:
        options->action = OPTIONS_VERSION;
        break;
    case LONG_LIMITS:
        options->action = OPTIONS_LIMITS;
        break;
    case LONG_RESET:
        options->action = OPTIONS_RESET;
        break;
    case LONG_LIMIT:
        return limits_set(&session->limits, optarg, err);
    case LONG_CHECK:
        options->check = optarg;
        break;
    case LONG_JSON:
        session->json = true;
        break;
    case LONG_KEEP_GOING:
        session->keep_going = true;
        break;
    case LONG_NO_RC:
        options->no_rc = true;
        break;
    case LONG_RESUME:
        options->resume = true;
        break;
    default:
        return take_setting(session, long_options[index].name, err);
    }
    return RIFFLE_OK;
}

static bool is_script(const char *text)
{
    size_t n = strlen(text);
    return strcmp(text, "-") == 0 ||
           (n > 4 && strcmp(text + n - 4, ".rif") == 0);
}

static enum riffle_status take_word(const char *text, struct options *options,
                                    struct riffle_error *err)
{
    const char **place = &options->dataset;
    bool names_verb = strcmp(text, "demo") == 0 || strcmp(text, "tui") == 0;
    if (names_verb && !options->dataset)
        place = &options->verb;
    else if (is_script(text))
        place = &options->script;
    if (*place) {
        riffle_fail(err, RIFFLE_EUSAGE, "`%.200s' is one argument too many",
                    text);
        riffle_hint(err, "usage: riffle [DATASET] [FILE.rif]");
        return RIFFLE_EUSAGE;
    }
    *place = text;
    return RIFFLE_OK;
}

/* A command of its own, with what belongs to it. */
static bool is_command(int n, char *const *words)
{
    bool taken = strcmp(words[0], "demo") == 0 || strcmp(words[0], "tui") == 0;
    return n > 1 && !taken && command_find(words[0]) && !is_script(words[1]);
}

/* Quoted where it has to be; of key=value that is the value. */
static void write_word(const char *word, FILE *out)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz-_0123456789";
    size_t key = strspn(word, letters);
    if (key > 0 && word[key] == '=')
        fprintf(out, "%.*s", (int)++key, word);
    else
        key = 0;
    char *quoted = word[key] || key == 0 ? token_quote(word + key) : NULL;
    fputs(quoted ? quoted : word + key, out);
    free(quoted);
}

/* Its words as one line of the language, as if -c had been there. */
static enum riffle_status take_command(int n, char *const *words,
                                       struct options *options,
                                       struct riffle_error *err)
{
    size_t size = 0;
    FILE *out = open_memstream(&options->words, &size);
    if (!out)
        return riffle_fail_memory(err, BUFSIZ);
    for (int i = 0; i < n; i++) {
        fputs(i ? " " : "", out);
        write_word(words[i], out);
    }
    if (fclose(out) != 0)
        return riffle_fail_memory(err, size);
    options->commands[options->n_commands++] = options->words;
    return RIFFLE_OK;
}

enum riffle_status options_read(int argc, char **argv, struct session *session,
                                struct options *options,
                                struct riffle_error *err)
{
    enum riffle_status status = RIFFLE_OK;
    int index = 0;
    *options = (struct options){
        .commands = calloc((size_t)argc, sizeof *options->commands)};
    if (!options->commands)
        return riffle_fail_memory(err, (size_t)argc);
    while (!status) {
        int letter = getopt_long(argc, argv, ":c:h", long_options, &index);
        if (letter == -1)
            break;
        status = letter == '?' || letter == ':'
                     ? fail_option(argv, letter, err)
                     : take_option(letter, index, session, options, err);
    }
    if (!status && optind < argc && is_command(argc - optind, argv + optind))
        return take_command(argc - optind, argv + optind, options, err);
    for (int i = optind; i < argc && !status; i++)
        status = take_word(argv[i], options, err);
    return status;
}

void options_print_help(FILE *out)
{
    fputs(
        "riffle: what would a model be without some of its training rows?\n"
        "\n"
        "usage: riffle [OPTION ...] [DATASET]    type commands (help: how)\n"
        "       riffle -c 'CMD; CMD' [-c ...]    run commands and exit\n"
        "       riffle COMMAND WORD ...          run one, as: riffle help fit\n"
        "       riffle FILE.rif                  run a script; - is stdin\n"
        "       riffle demo                      see what it is about\n"
        "       riffle tui [DATASET]             explore in full screen\n"
        "\n"
        "  --json                one line of JSON for each command\n"
        "  --seed N              default of every seed=\n"
        "  --threads N           threads of the linear algebra\n"
        "  --memory SIZE         bytes that work may take: 512M, 4G\n"
        "  --limit NAME=VALUE    move one of the --limits\n"
        "  --theme NAME          colours and marks\n"
        "  --color WHEN          auto, always or never\n"
        "  --glyphs WHICH        auto, ascii or unicode\n"
        "  --keep-going          do not stop at the first failure\n"
        "  --no-rc               skip the start-up file of the prompt\n"
        "  --reset-terminal      bring it back after a kill -9\n"
        "  --resume              bring back a session that crashed\n"
        "  --check FILE          check a script, run nothing\n"
        "  --limits --version --help\n"
        "\n"
        "exit: 0 ok; 1 a command or I/O failed; 2 usage or syntax; 3 bad "
        "data;\n      4 a limit or memory; 5 no numerical answer; 128+N "
        "signal N\n",
        out);
}
