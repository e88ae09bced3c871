void check_bad(struct check *c)
{
	check_add(c, "shipments-gap", SEVERITY_ERROR, (struct check_tally){0}, NULL, NULL);
	check_add(c, "made-up", SEVERITY_ERROR, (struct check_tally){0}, NULL, NULL);
}
