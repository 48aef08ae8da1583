#include "base/parallel.h"

#include "base/memory.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct job {
    void (*work)(void *data, size_t index);
    void *data;
    size_t index;
    pthread_t thread;
    bool started;
};

static void *run_job(void *argument)
{
    const struct job *job = (const struct job *)argument;
    job->work(job->data, job->index);
    return NULL;
}

void parallel_run(size_t count, void (*work)(void *data, size_t index),
                  void *data)
{
    struct job *jobs = array_new(count, 1, sizeof *jobs);
    for (size_t i = 1; jobs != NULL && i < count; i++) {
        jobs[i] = (struct job){.work = work, .data = data, .index = i};
        jobs[i].started =
            pthread_create(&jobs[i].thread, NULL, run_job, &jobs[i]) == 0;
    }
    if (count > 0)
        work(data, 0);
    for (size_t i = 1; i < count; i++) {
        if (jobs != NULL && jobs[i].started)
            (void)pthread_join(jobs[i].thread, NULL);
        else
            work(data, i);
    }
    free(jobs);
}
