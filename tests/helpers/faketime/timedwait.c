/* Loaded before libfaketime in `make test-on`. Its 0.9.10 answers EAGAIN to a timed wait that begins
   while another thread begins one, and Python ends by that ("take_gil: PyCOND_WAIT failed"). Where
   the monotonic clock is left alone there is nothing for it to do in such a wait. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>

typedef int (*timed_wait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex,
                           const struct timespec *until) {
    static timed_wait own;
    if (own == NULL) {
        void *libc = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
        /* the first of this name is another, older kind of condition on some machines */
        own = libc ? (timed_wait)dlvsym(libc, "pthread_cond_timedwait", "GLIBC_2.3.2") : NULL;
        if (own == NULL && libc != NULL)
            own = (timed_wait)dlsym(libc, "pthread_cond_timedwait");
    }
    return own ? own(condition, mutex, until) : ENOSYS;
}
