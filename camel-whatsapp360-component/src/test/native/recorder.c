/*
 * Records what a process does to the files below one directory, in order, so that a test can replay a power cut.
 *
 * To be compiled as a shared library and loaded with LD_PRELOAD. RECORDER_DIRECTORY is the directory, RECORDER_LOG the file to
 * write. Files whose names end with -shm are left out: SQLite rebuilds them.
 *
 * A record: type (1 byte), length of the name (4), offset (8), length of the data (8), name, data; numbers in the byte order of
 * the machine. Types: W data at an offset, T truncate to an offset, B force began, F force ended (its offset is the position in
 * the log of the matching B), U unlink, R rename (data is the new name).
 *
 * While the file RECORDER_DIRECTORY/../fail-force exists, forces fail with EIO.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *directory;
static int log_fd = -1;
static uint64_t position;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int raw_write(const void *data, size_t size) {
    static ssize_t (*real_write)(int, const void *, size_t);
    if (!real_write) real_write = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    const char *at = data;
    while (size > 0) {
        ssize_t written = real_write(log_fd, at, size);
        if (written <= 0) abort();
        at += written;
        size -= (size_t)written;
    }
    return 0;
}

static uint64_t record(char type, const char *name, uint64_t offset, const void *data, uint64_t size) {
    uint64_t begin = position;
    uint32_t length = (uint32_t)strlen(name);
    raw_write(&type, 1);
    raw_write(&length, 4);
    raw_write(&offset, 8);
    raw_write(&size, 8);
    raw_write(name, length);
    raw_write(data, size);
    position += 21 + length + size;
    return begin;
}

__attribute__((constructor)) static void begin(void) {
    const char *file = getenv("RECORDER_LOG");
    const char *below = getenv("RECORDER_DIRECTORY");
    if (!file || !below) return;
    log_fd = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (log_fd >= 0) directory = below;
}

/* The name relative to the directory, or NULL if the file is of no interest. */
static const char *relative(const char *path) {
    size_t length = directory ? strlen(directory) : 0;
    if (!directory || strncmp(path, directory, length) != 0) return NULL;
    if (strlen(path) > 4 && strcmp(path + strlen(path) - 4, "-shm") == 0) return NULL;
    return path[length] == '/' ? path + length + 1 : path[length] == 0 ? "." : NULL;
}

static const char *name_of(int fd, char *buffer, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, buffer, size - 1);
    if (length < 0) return NULL;
    buffer[length] = 0;
    return relative(buffer);
}

#define NAME(fd) char path[4096]; const char *name = name_of(fd, path, sizeof path)

#define PWRITE(function, type)                                                                                                 \
    ssize_t function(int fd, const void *data, size_t size, type offset) {                                                     \
        NAME(fd);                                                                                                              \
        if (!name) return REAL(function)(fd, data, size, offset);                                                              \
        pthread_mutex_lock(&lock);                                                                                             \
        record('W', name, (uint64_t)offset, data, size);                                                                       \
        ssize_t result = REAL(function)(fd, data, size, offset);                                                               \
        if (result != (ssize_t)size) abort();                                                                                  \
        pthread_mutex_unlock(&lock);                                                                                           \
        return result;                                                                                                         \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t size) {
    NAME(fd);
    if (!name) return REAL(write)(fd, data, size);
    pthread_mutex_lock(&lock);
    off_t at = (fcntl(fd, F_GETFL) & O_APPEND) ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    record('W', name, (uint64_t)at, data, size);
    ssize_t result = REAL(write)(fd, data, size);
    if (result != (ssize_t)size) abort();
    pthread_mutex_unlock(&lock);
    return result;
}

#define TRUNCATE(function, type)                                                                                               \
    int function(int fd, type size) {                                                                                          \
        NAME(fd);                                                                                                              \
        if (!name) return REAL(function)(fd, size);                                                                            \
        pthread_mutex_lock(&lock);                                                                                             \
        record('T', name, (uint64_t)size, "", 0);                                                                              \
        int result = REAL(function)(fd, size);                                                                                 \
        pthread_mutex_unlock(&lock);                                                                                           \
        return result;                                                                                                         \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

static int forces_fail(void) {
    char flag[4096];
    snprintf(flag, sizeof flag, "%s/../fail-force", directory);
    return access(flag, F_OK) == 0;
}

#define FORCE(function)                                                                                                        \
    int function(int fd) {                                                                                                     \
        NAME(fd);                                                                                                              \
        if (!name) return REAL(function)(fd);                                                                                  \
        if (forces_fail()) {                                                                                                   \
            errno = EIO;                                                                                                       \
            return -1;                                                                                                         \
        }                                                                                                                      \
        pthread_mutex_lock(&lock);                                                                                             \
        uint64_t begin = record('B', name, 0, "", 0);                                                                          \
        pthread_mutex_unlock(&lock);                                                                                           \
        int result = REAL(function)(fd);                                                                                       \
        pthread_mutex_lock(&lock);                                                                                             \
        if (result == 0) record('F', name, begin, "", 0);                                                                      \
        pthread_mutex_unlock(&lock);                                                                                           \
        return result;                                                                                                         \
    }
FORCE(fsync)
FORCE(fdatasync)

int unlink(const char *path) {
    const char *name = relative(path);
    if (!name) return REAL(unlink)(path);
    pthread_mutex_lock(&lock);
    record('U', name, 0, "", 0);
    int result = REAL(unlink)(path);
    pthread_mutex_unlock(&lock);
    return result;
}

int rename(const char *from, const char *to) {
    const char *name = relative(from);
    if (!name) return REAL(rename)(from, to);
    pthread_mutex_lock(&lock);
    const char *target = relative(to);
    record('R', name, 0, target ? target : "", target ? strlen(target) : 0);
    int result = REAL(rename)(from, to);
    pthread_mutex_unlock(&lock);
    return result;
}

/* What is not recorded must not happen unnoticed. */
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
    NAME(fd);
    if (name) abort();
    return REAL(pwritev)(fd, parts, count, offset);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    NAME(fd);
    if (name) abort();
    return REAL(writev)(fd, parts, count);
}
