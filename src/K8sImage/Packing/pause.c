/* The first process of each pod: it holds the pod's namespaces and waits for what its children leave. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void leave(int signal) {
  (void)signal;
  _exit(0);
}

static void reap(int signal) {
  (void)signal;
  while (waitpid(-1, NULL, WNOHANG) > 0)
    ;
}

static void on(int signal, void (*handler)(int)) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_NOCLDSTOP};
  sigaction(signal, &action, NULL);
}

int main(int count, char **arguments) {
  /* kubeadm upgrade runs "pause -v" as a Job, to see that the cluster completes one. */
  if (count > 1 && strcmp(arguments[1], "-v") == 0) {
    puts("pause " VERSION);
    return 0;
  }
  on(SIGINT, leave);
  on(SIGTERM, leave);
  on(SIGCHLD, reap);
  for (;;)
    pause();
}
