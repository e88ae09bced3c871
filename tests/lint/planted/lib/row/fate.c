static const char *const names[] = {"kept", "void", "lost-in-space"};
