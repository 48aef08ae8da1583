/* JSON that any program and any terminal can take. */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <json-c/json.h>
#include <stdbool.h>
#include <stdio.h>

/*
 * One line. What a terminal must not see is written \uXXXX, and so is all
 * beyond ASCII unless `unicode`: the same string to a program.
 */
void json_print(struct json_object *object, bool unicode, FILE *out);

/* A string; bytes that are no UTF-8 become \xNN. NULL becomes null. */
struct json_object *json_string(const char *text);

#endif
