static const char *const slugs[] = {"kept", "void", "lost-in-space"};
