/* The header of an NPY file: a Python dictionary, read without Python. */
#include "data/npy.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The dictionary's text, and how far it is read. */
struct cursor {
    const struct npy_source *source;
    const char *text;
    size_t at, length;
    size_t start; /* offset of the text in the file, for messages */
    struct riffle_error *err;
};

static enum riffle_status expected(const struct cursor *cursor,
                                   const char *what)
{
    return npy_fail(cursor->source, cursor->err, "byte %zu: expected %s",
                    cursor->start + cursor->at, what);
}

static enum riffle_status refused(const struct cursor *cursor, const char *why)
{
    return npy_fail(cursor->source, cursor->err, "byte %zu: %s",
                    cursor->start + cursor->at, why);
}

/* One of some characters; the NUL that ends them is none. */
static bool is_one_of(char c, const char *some)
{
    return c != '\0' && strchr(some, c) != NULL;
}

static void skip_blanks(struct cursor *cursor)
{
    while (cursor->at < cursor->length &&
           is_one_of(cursor->text[cursor->at], " \t\r\n"))
        cursor->at++;
}

/* Take one character, after blanks, if it is next. */
static bool take_char(struct cursor *cursor, char wanted)
{
    skip_blanks(cursor);
    if (cursor->at == cursor->length || cursor->text[cursor->at] != wanted)
        return false;
    cursor->at++;
    return true;
}

static bool take_word(struct cursor *cursor, const char *word)
{
    const size_t length = strlen(word);
    skip_blanks(cursor);
    if (cursor->length - cursor->at < length ||
        memcmp(cursor->text + cursor->at, word, length) != 0)
        return false;
    cursor->at += length;
    return true;
}

/* A quoted string without escapes; borrows its inside. */
static bool take_string(struct cursor *cursor, const char **text,
                        size_t *length)
{
    const char quote = take_char(cursor, '\'') ? '\'' : '"';
    if (quote == '"' && !take_char(cursor, '"'))
        return false;
    const char *begin = cursor->text + cursor->at;
    const char *end = memchr(begin, quote, cursor->length - cursor->at);
    if (end == NULL)
        return false;
    *text = begin;
    *length = (size_t)(end - begin);
    cursor->at += *length + 1;
    return true;
}

/* Digits, and the L that Python 2 put behind long ones. */
static bool take_count(struct cursor *cursor, size_t *count)
{
    size_t value = 0, digits = 0;
    skip_blanks(cursor);
    for (; cursor->at < cursor->length; cursor->at++, digits++) {
        const char c = cursor->text[cursor->at];
        if (c < '0' || c > '9')
            break;
        if (!size_multiply(value, 10, &value) ||
            __builtin_add_overflow(value, (size_t)(c - '0'), &value))
            return false;
    }
    if (digits > 0 && cursor->at < cursor->length &&
        cursor->text[cursor->at] == 'L')
        cursor->at++;
    *count = value;
    return digits > 0;
}

/* Whatever a row holds, an image say, is its columns. */
static bool add_dimension(struct npy *npy, size_t count)
{
    if (npy->dimensions++ < NPY_SHAPE) {
        npy->shape[npy->dimensions - 1] = count;
        return true;
    }
    return size_multiply(npy->shape[1], count, &npy->shape[1]);
}

static enum riffle_status take_shape(struct cursor *cursor, struct npy *npy)
{
    bool comma = false;
    if (!take_char(cursor, '('))
        return expected(cursor, "a shape, such as (100, 5)");
    while (!take_char(cursor, ')')) {
        size_t count;
        if (npy->dimensions > 0 && !comma)
            return expected(cursor, "a comma or )");
        if (!take_count(cursor, &count))
            return expected(cursor, "a count of items");
        if (!add_dimension(npy, count))
            return refused(cursor, "the shape is beyond any memory");
        comma = take_char(cursor, ',');
    }
    if (npy->dimensions == 0)
        return refused(cursor,
                       "the array has no dimensions: it is a single item");
    if (npy->dimensions == 1 && !comma)
        return expected(cursor, "a comma after the only dimension");
    if (npy->dimensions == 1)
        npy->shape[1] = 1;
    return RIFFLE_OK;
}

/* A failure that was recorded as malformed, and may be over a limit. */
static enum riffle_status fail_limit(struct riffle_error *err, bool over)
{
    const enum riffle_status status = over ? RIFFLE_ELIMIT : RIFFLE_EFORMAT;
    if (err != NULL)
        err->status = status;
    return status;
}

/* Types that NumPy has and this has not, by the letter of their kind. */
static const char *foreign_kind(char kind)
{
    switch (kind) {
    case 'O':
        return "objects, which would require running code from the file";
    case 'c':
        return "complex numbers";
    case 'M':
    case 'm':
        return "dates or times";
    case 'V':
        return "records";
    default:
        return "of an unknown type";
    }
}

static enum riffle_status take_dtype(struct cursor *cursor, struct npy *npy)
{
    const char *text;
    size_t length, size = 0;
    if (take_char(cursor, '['))
        return refused(cursor,
                       "the items are records, expected numbers or text");
    if (!take_string(cursor, &text, &length) || length < 2)
        return expected(cursor, "a type, such as '<f8'");
    struct cursor digits = *cursor;
    digits.text = text;
    digits.at = 2;
    digits.length = length;
    const bool sized = take_count(&digits, &size) && digits.at == length;
    const bool ordered = is_one_of(text[0], "<>|=");
    npy->dtype = dtype_find(text[1], size);
    npy->big = text[0] == '>';
    npy->item = size;
    if (sized && ordered && npy->dtype != NULL)
        return RIFFLE_OK;
    if (!sized || !ordered || !is_one_of(text[1], "US")) {
        (void)npy_fail(cursor->source, cursor->err,
                       "byte %zu: type '%.*s': the items are %s, expected "
                       "numbers",
                       cursor->start + cursor->at,
                       length < 16 ? (int)length : 16, text,
                       foreign_kind(text[1]));
        riffle_hint(cursor->err, "convert it with .astype('f8')");
        return RIFFLE_EFORMAT;
    }
    npy->text = text[1];
    npy->item = text[1] == 'U' ? 4 * size : size;
    const size_t most = cursor->source->limits->name;
    if (size > 0 && size <= most / 4)
        return RIFFLE_OK;
    (void)npy_fail(cursor->source, cursor->err,
                   "byte %zu: texts of %zu characters, expected 1 to %zu",
                   cursor->start + cursor->at, size, most / 4);
    return fail_limit(cursor->err, size > most / 4);
}

static enum riffle_status take_order(struct cursor *cursor, struct npy *npy)
{
    npy->fortran = take_word(cursor, "True");
    if (!npy->fortran && !take_word(cursor, "False"))
        return expected(cursor, "True or False");
    return RIFFLE_OK;
}

static const struct entry {
    const char *key;
    enum riffle_status (*take)(struct cursor *cursor, struct npy *npy);
} entries[] = {
    {"descr", take_dtype},
    {"fortran_order", take_order},
    {"shape", take_shape},
};

enum { N_ENTRIES = sizeof entries / sizeof entries[0] };

static enum riffle_status take_entry(struct cursor *cursor, struct npy *npy,
                                     bool seen[N_ENTRIES])
{
    const char *key;
    size_t length, e = 0;
    if (!take_string(cursor, &key, &length))
        return expected(cursor, "a quoted key");
    while (e < N_ENTRIES && (strlen(entries[e].key) != length ||
                             memcmp(entries[e].key, key, length) != 0))
        e++;
    if (e == N_ENTRIES || seen[e])
        return expected(cursor, "the keys descr, fortran_order and shape, "
                                "once each");
    seen[e] = true;
    if (!take_char(cursor, ':'))
        return expected(cursor, "a colon");
    return entries[e].take(cursor, npy);
}

static enum riffle_status take_dictionary(struct cursor *cursor,
                                          struct npy *npy)
{
    bool seen[N_ENTRIES] = {false}, comma = true;
    if (!take_char(cursor, '{'))
        return expected(cursor, "{");
    while (!take_char(cursor, '}')) {
        if (!comma)
            return expected(cursor, "a comma or }");
        const enum riffle_status status = take_entry(cursor, npy, seen);
        if (status != RIFFLE_OK)
            return status;
        comma = take_char(cursor, ',');
    }
    for (size_t e = 0; e < N_ENTRIES; e++)
        if (!seen[e])
            return npy_fail(cursor->source, cursor->err,
                            "byte %zu: the header lacks the key %s",
                            cursor->start + cursor->at, entries[e].key);
    if (npy->fortran && npy->dimensions > NPY_SHAPE) {
        (void)refused(cursor, "more than two dimensions in Fortran's order");
        riffle_hint(cursor->err, "save it with numpy.ascontiguousarray()");
        return RIFFLE_EFORMAT;
    }
    skip_blanks(cursor);
    return cursor->at == cursor->length
               ? RIFFLE_OK
               : expected(cursor, "nothing after the header");
}

/* Magic and version; the length of the dictionary that follows. */
static enum riffle_status take_prefix(struct npy_source *source, size_t *length,
                                      struct riffle_error *err)
{
    unsigned char prefix[8], size[4];
    enum riffle_status status =
        npy_take_bytes(source, prefix, sizeof prefix, err);
    if (status != RIFFLE_OK)
        return status;
    if (memcmp(prefix, "\x93NUMPY", 6) != 0)
        return npy_fail(source, err, "byte 0: expected the mark of NPY");
    if (prefix[6] < 1 || prefix[6] > 3)
        return npy_fail(source, err, "byte 6: version %d, expected 1 to 3",
                        prefix[6]);
    const size_t width = prefix[6] == 1 ? 2 : 4;
    status = npy_take_bytes(source, size, width, err);
    if (status != RIFFLE_OK)
        return status;
    *length = dtype_bits(size, width, false);
    const size_t left = source->size - source->offset;
    if (*length > left)
        return npy_fail(source, err,
                        "byte 8: a header of %zu bytes, %zu are left", *length,
                        left);
    if (*length <= source->limits->npy_header)
        return RIFFLE_OK;
    (void)npy_fail(source, err,
                   "byte 8: a header of %zu bytes, at most %zu are allowed",
                   *length, source->limits->npy_header);
    return fail_limit(err, true);
}

/* What the header declares is what there is, to the byte. */
static enum riffle_status check_size(const struct npy *npy,
                                     struct riffle_error *err)
{
    const size_t left = npy->source->size - npy->source->offset;
    size_t count, bytes;
    if (size_multiply(npy->shape[0], npy->shape[1], &count) &&
        size_multiply(count, npy->item, &bytes) && bytes == left)
        return RIFFLE_OK;
    return npy_fail(npy->source, err,
                    "%zu x %zu items of %zu bytes declared, %zu bytes are "
                    "there",
                    npy->shape[0], npy->shape[1], npy->item, left);
}

enum riffle_status npy_open(struct npy *npy, struct npy_source *source,
                            struct riffle_error *err)
{
    size_t length = 0;
    *npy = (struct npy){.source = source};
    enum riffle_status status = take_prefix(source, &length, err);
    if (status != RIFFLE_OK)
        return status;
    char *text = malloc(length + 1);
    if (text == NULL)
        return riffle_fail_memory(err, length);
    struct cursor cursor = {
        .source = source,
        .text = text,
        .length = length,
        .start = source->offset,
        .err = err,
    };
    status = npy_take_bytes(source, text, length, err);
    if (status == RIFFLE_OK)
        status = take_dictionary(&cursor, npy);
    free(text);
    npy->first = source->offset;
    return status == RIFFLE_OK ? check_size(npy, err) : status;
}
