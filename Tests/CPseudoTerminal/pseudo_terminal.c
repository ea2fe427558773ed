#define _GNU_SOURCE
#include "pseudo_terminal.h"

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

pt_program pt_start(const char *path, char *const arguments[], char *const environment[], int rows,
                    int columns, int data_input) {
    pt_program program = {.process = -1, .controller = -1, .terminal = -1};
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    if (openpty(&program.controller, &program.terminal, NULL, NULL, &size) != 0) return program;
    // Programs started side by side must not keep each other's terminals open.
    fcntl(program.controller, F_SETFD, FD_CLOEXEC);
    fcntl(program.terminal, F_SETFD, FD_CLOEXEC);
    fcntl(program.controller, F_SETFL, O_NONBLOCK);

    program.process = fork();
    if (program.process != 0) return program;
    // Only async-signal-safe calls from here: other threads may have held any lock.
    setsid();
    ioctl(program.terminal, TIOCSCTTY, 0);
    dup2(data_input >= 0 ? data_input : program.terminal, STDIN_FILENO);
    dup2(program.terminal, STDOUT_FILENO);
    dup2(program.terminal, STDERR_FILENO);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
    execve(path, arguments, environment);
    _exit(127);
}

void pt_resize(const pt_program *program, int rows, int columns) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    ioctl(program->controller, TIOCSWINSZ, &size);
}

bool pt_is_canonical(const pt_program *program) {
    struct termios modes;
    if (tcgetattr(program->terminal, &modes) != 0) return false;
    return (modes.c_lflag & (tcflag_t)(ICANON | ECHO)) == (ICANON | ECHO);
}

void pt_close(pt_program *program) {
    if (program->terminal >= 0) close(program->terminal);
    if (program->controller >= 0) close(program->controller);
    program->terminal = program->controller = -1;
}

bool pt_exited(int status, int *code) {
    *code = WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status);
    return WIFEXITED(status);
}

bool pt_stopped(int status) { return WIFSTOPPED(status); }
