/*
 * Saved sessions and journals that are damaged, foreign, of another version
 * or written by someone who means harm: each is refused, where it says, with
 * its exit code; nothing that was loaded is lost and no file is written.
 */
#include "support/folder.h"

#include <sys/stat.h>

#include "command/dispatch.h"
#include "refused.h"
#include "riffle/digest.h"

/* An edit of a fine session: `from` becomes `to`, the first time. */
struct edit {
    struct malformed expected; /* its bytes are not used */
    const char *from, *to;
    size_t to_size;
    bool sealed; /* the checksum is made right again */
};

/* Lines: 1 version, 2 data, 3 threads, 4 revealed, 5 to 9 the commands, 10
 * rows, 11 numbers, 12 the end. */
static const char commands[] = "synth gaussian n=30 d=3\nfit\n"
                               "select rows 1-3\nmark 4 verdict=poison\n"
                               "remove 5\n";

#define AT(what, line, column, says)                                           \
    {                                                                          \
        what, NULL, 0, line, column, says, NULL, 0                             \
    }
#define CODE(what, line, says, code)                                           \
    {                                                                          \
        what, NULL, 0, line, 0, says, NULL, code                               \
    }
#define EDIT(what, line, column, says, from, to)                               \
    {                                                                          \
        AT(what, line, column, says), from, TEXT(to), true                     \
    }
#define UNSEALED(what, line, column, says, from, to)                           \
    {                                                                          \
        AT(what, line, column, says), from, TEXT(to), false                    \
    }
#define CODED(what, line, says, code, from, to)                                \
    {                                                                          \
        CODE(what, line, says, code), from, TEXT(to), true                     \
    }

static const struct edit edits[] = {
    EDIT("another magic", 1, 1, "no saved session", "session", "sezzion"),
    EDIT("nothing before it", 1, 1, "no saved session", "# riffle", "riffle"),
    EDIT("a byte order mark", 1, 1, "no saved session", "# riffle",
         "\xef\xbb\xbf# riffle"),
    EDIT("a blank line first", 1, 1, "no saved session", "# riffle",
         "\n# riffle"),
    EDIT("DOS lines", 1, 18, "no such number", "session 1\n", "session 1\r\n"),
    EDIT("a newer version", 1, 18, "newer riffle", "session 1", "session 2"),
    EDIT("a far newer version", 1, 18, "newer riffle", "session 1",
         "session 4294967297"),
    EDIT("a version of 2^64", 1, 18, "no such number", "session 1",
         "session 18446744073709551616"),
    EDIT("version 0", 1, 18, "no such number", "session 1", "session 0"),
    EDIT("version -1", 1, 18, "no such number", "session 1", "session -1"),
    EDIT("version 1.5", 1, 18, "no such number", "session 1", "session 1.5"),
    EDIT("version 0x1", 1, 18, "no such number", "session 1", "session 0x1"),
    EDIT("a version of text", 1, 18, "no such number", "session 1",
         "session one"),
    EDIT("no version", 1, 18, "no such number", "session 1", "session "),
    EDIT("a long version", 1, 18, "too long", "session 1",
         "session 1111111111111111111111111111111111111111"),
    EDIT("no data line", 2, 1, "# data", "# data", "# date"),
    EDIT("a sum of text", 2, 8, "SHA-256", "# data ", "# data x"),
    EDIT("a sum cut short", 2, 8, "SHA-256", "# data ", "# data 12\n# "),
    EDIT("a long sum", 2, 8, "SHA-256", "# data ", "# data 0"),
    EDIT("a NUL in the sum", 2, 8, "SHA-256", "# data ", "# data \0"),
    EDIT("no threads", 3, 1, "# threads", "# threads", "# thread"),
    EDIT("0 threads", 3, 11, "no such number", "threads ", "threads 0\n# "),
    EDIT("threads of text", 3, 11, "no such number", "threads ", "threads x"),
    EDIT("a million threads", 3, 11, "no such number", "threads ",
         "threads 100000"),
    EDIT("no revealed line", 4, 1, "# revealed", "# revealed", "# reveal"),
    EDIT("revealed perhaps", 4, 12, "yes or no", "revealed no", "revealed may"),
    EDIT("revealed and more", 4, 12, "yes or no", "revealed no",
         "revealed no "),
    EDIT("no rows line", 10, 1, "# rows", "# rows", "# row"),
    EDIT("rows of text", 10, 8, "SHA-256", "# rows ", "# rows x"),
    EDIT("no numbers line", 11, 1, "# numbers", "# numbers", "# number"),
    EDIT("numbers in capitals", 11, 11, "SHA-256", "# numbers ", "# numbers A"),
    UNSEALED("a byte of a command", 12, 7, "checksum", "n=30", "n=31"),
    UNSEALED("a blank of a command", 12, 7, "checksum", "fit\n", "fit \n"),
    UNSEALED("a command taken out", 11, 7, "checksum", "fit\n", ""),
    UNSEALED("a command put in", 13, 7, "checksum", "fit\n", "fit\nfit\n"),
    UNSEALED("a checksum of text", 12, 7, "", "# end ", "# end x"),
    UNSEALED("no end", 12, 1, "# end", "# end", "# und"),
    UNSEALED("more behind the end", 0, 0, "", "# end", "# more\n# end"),
    EDIT("other rows", 0, 0, "other rows", "rows 1-3", "rows 1-4"),
    EDIT("an unknown command", 6, 1, "unknown command", "fit\n", "fitt\n"),
    EDIT("a wrong word", 6, 5, "takes no words", "fit\n", "fit 3\n"),
    EDIT("a wrong option", 6, 5, "unknown option", "fit\n", "fit lamda=3\n"),
    EDIT("a wrong value", 6, 12, "not a number", "fit\n", "fit lambda=x\n"),
    EDIT("a row that is not there", 7, 13, "not there", "1-3", "1-300"),
    EDIT("a command too early", 5, 1, "", "synth gaussian n=30 d=3\n", "fit\n"),
    EDIT("a quote that does not close", 6, 1, "", "fit\n", "'fit\n"),
    EDIT("a NUL in a command", 6, 0, "NUL", "fit\n", "f\0t\n"),
    EDIT("an escape for a command", 6, 1, "", "fit\n", "\033[2J\n"),
    EDIT("no commands", 0, 0, "load no data",
         "synth gaussian n=30 d=3\nfit\n"
         "select rows 1-3\nmark 4 verdict=poison\n"
         "remove 5\n",
         "help\n"),
    CODED("data that are not there", 5, "none.csv", 1,
          "synth gaussian n=30 "
          "d=3",
          "load none.csv"),
    CODED("data beyond the memory", 5, "", 4, "n=30 d=3", "n=9999999 d=9999"),
    EDIT("a file written", 6, 1, "has no place", "fit\n",
         "export data out.csv\n"),
    EDIT("a session saved", 6, 1, "has no place", "fit\n",
         "save out.session\n"),
    EDIT("the history written", 6, 1, "has no place", "fit\n",
         "history save=out.rif\n"),
    EDIT("a study written", 7, 1, "has no place", "fit\n",
         "fit\nstudy figure1 sizes=1 strategies=random out=out\n"),
    EDIT("a script run", 6, 1, "has no place", "fit\n", "source f.session\n"),
    EDIT("itself opened", 6, 1, "has no place", "fit\n", "open f.session\n"),
    EDIT("the full screen", 6, 1, "has no place", "fit\n", "tui\n"),
    EDIT("a second command that writes", 6, 6, "has no place", "fit\n",
         "fit; export data out.csv\n"),
};

static char *fine;
static size_t fine_size;

/* Put what its checksum should be at the end of a session. */
static void seal(char *text, size_t size)
{
    char sum[RIFFLE_DIGEST_SIZE];
    struct riffle_digest *digest = riffle_digest_new();
    assert_non_null(digest);
    const size_t tail = sizeof "# end \n" - 1 + RIFFLE_DIGEST_SIZE - 1;
    assert_true(size > tail);
    riffle_digest_add(digest, text, size - tail);
    riffle_digest_finish(digest, sum);
    memcpy(text + size - RIFFLE_DIGEST_SIZE, sum, RIFFLE_DIGEST_SIZE - 1);
}

static void write_fine(void)
{
    struct session session;
    session_init(&session);
    session.notes = session.out = fopen("/dev/null", "w");
    assert_int_equal(command_run_line(&session, commands, NULL), RIFFLE_OK);
    assert_int_equal(command_run_line(&session, "save f.session", NULL),
                     RIFFLE_OK);
    (void)fclose(session.out);
    session_release(&session);
    free(fine);
    fine = file_read("f.session", &fine_size);
    assert_non_null(strstr(fine, commands));
}

static void write_edited(const struct edit *edit)
{
    const char *at = strstr(fine, edit->from);
    if (at == NULL)
        fail_msg("\"%s\": there is no %s", edit->expected.what, edit->from);
    const size_t before = (size_t)(at - fine), cut = strlen(edit->from);
    const size_t put = edit->to_size;
    const size_t size = fine_size - cut + put;
    char *text = malloc(size);
    assert_non_null(text);
    memcpy(text, fine, before);
    memcpy(text + before, edit->to, put);
    memcpy(text + before + put, at + cut, fine_size - before - cut);
    if (edit->sealed)
        seal(text, size);
    file_write("f.session", text, size);
    free(text);
}

static void test_rewritten_sessions_are_refused(void **state)
{
    (void)state;
    const size_t count = sizeof edits / sizeof edits[0];
    write_fine();
    for (size_t i = 0; i < count; i++) {
        write_edited(&edits[i]);
        refused_check("open f.session", "f.session", &edits[i].expected);
        assert_int_equal(folder_count(), 1);
    }
    refused_tell(count);
}

static void test_sessions_cut_anywhere_are_refused(void **state)
{
    (void)state;
    static const struct malformed cut = AT("cut short", 0, 0, "f.session:");
    write_fine();
    for (size_t size = 0; size < fine_size; size++) {
        file_write("f.session", fine, size);
        refused_check("open f.session", "f.session", &cut);
    }
    refused_tell(fine_size);
}

static void test_every_turned_bit_is_seen(void **state)
{
    (void)state;
    static const struct malformed turned =
        AT("a bit turned", 0, 0, "f.session:");
    write_fine();
    for (size_t bit = 0; bit < 8 * fine_size; bit++) {
        fine[bit / 8] ^= (char)(1 << bit % 8);
        file_write("f.session", fine, fine_size);
        refused_check("open f.session", "f.session", &turned);
        fine[bit / 8] ^= (char)(1 << bit % 8);
    }
    refused_tell(8 * fine_size);
}

static void test_what_is_no_session_is_refused(void **state)
{
    (void)state;
    static const struct malformed none = AT("no session", 1, 1, "no saved");
    static const struct malformed large =
        CODE("5 GB", 0, "no saved session", 4);
    static const struct malformed kind = CODE("no file", 0, "", 1);
    static const struct {
        const char *bytes;
        size_t size;
    } others[] = {{TEXT("")},
                  {TEXT("\0")},
                  {TEXT("\n")},
                  {TEXT("a,y\n1,0\n")},
                  {TEXT("PK\3\4")},
                  {TEXT("fit\n")},
                  {TEXT("# riffle journal\n")},
                  {TEXT("# riffle session")}};
    const size_t count = sizeof others / sizeof others[0];
    for (size_t i = 0; i < count; i++) {
        file_write("f.session", others[i].bytes, others[i].size);
        refused_check("open f.session", "f.session", &none);
    }
    assert_int_equal(truncate("f.session", (off_t)5 << 30), 0);
    refused_check("open f.session", "f.session", &large);
    assert_int_equal(mkfifo("pipe", 0600), 0);
    refused_check("open pipe", "pipe", &kind);
    refused_check("open .", ".", &kind);
    refused_check("open /dev/zero", "/dev/zero", &kind);
    refused_check("open none", "none", &kind);
    refused_tell(count + 5);
}

/* The fine one itself, so that the cases above fail for their own reasons. */
static void test_the_session_itself_opens(void **state)
{
    (void)state;
    struct session session;
    write_fine();
    session_init(&session);
    session.notes = session.out = fopen("/dev/null", "w");
    assert_int_equal(command_run_line(&session, "open f.session", NULL),
                     RIFFLE_OK);
    assert_int_equal(session.data->train.n, 29);
    (void)fclose(session.out);
    session_release(&session);
    free(fine);
    fine = NULL;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_rewritten_sessions_are_refused),
        IN_FOLDER(test_sessions_cut_anywhere_are_refused),
        IN_FOLDER(test_every_turned_bit_is_seen),
        IN_FOLDER(test_what_is_no_session_is_refused),
        IN_FOLDER(test_the_session_itself_opens),
    };
    return cmocka_run_group_tests(tests, refused_begin, refused_end);
}
