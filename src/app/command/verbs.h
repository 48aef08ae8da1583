/* Every command there is; each is defined in its own cmd_<verb>.c. */
#ifndef COMMAND_VERBS_H
#define COMMAND_VERBS_H

#include "command/command.h"

extern const struct command command_add;
extern const struct command command_addrow;
extern const struct command command_apropos;
extern const struct command command_bind;
extern const struct command command_cases;
extern const struct command command_clear;
extern const struct command command_compare;
extern const struct command command_demo;
extern const struct command command_descend;
extern const struct command command_detect;
extern const struct command command_diagnose;
extern const struct command command_diff;
extern const struct command command_drop;
extern const struct command command_duplicate;
extern const struct command command_edit;
extern const struct command command_effect;
extern const struct command command_explain;
extern const struct command command_export;
extern const struct command command_fit;
extern const struct command command_flipset;
extern const struct command command_help;
extern const struct command command_history;
extern const struct command command_influence;
extern const struct command command_inspect;
extern const struct command command_interact;
extern const struct command command_lesson;
extern const struct command command_lessons;
extern const struct command command_load;
extern const struct command command_methods;
extern const struct command command_mark;
extern const struct command command_name;
extern const struct command command_open;
extern const struct command command_plot;
extern const struct command command_poison;
extern const struct command command_probe;
extern const struct command command_quit;
extern const struct command command_redo;
extern const struct command command_relabel;
extern const struct command command_remove;
extern const struct command command_resume;
extern const struct command command_reveal;
extern const struct command command_sample;
extern const struct command command_save;
extern const struct command command_select;
extern const struct command command_set;
extern const struct command command_show;
extern const struct command command_source;
extern const struct command command_study;
extern const struct command command_sweep;
extern const struct command command_synth;
extern const struct command command_theme;
extern const struct command command_top;
extern const struct command command_tui;
extern const struct command command_undo;
extern const struct command command_view;
extern const struct command command_why;

#endif
