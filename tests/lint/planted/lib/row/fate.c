static const char *const slugs[] = {"void", "lost-in-space"};
