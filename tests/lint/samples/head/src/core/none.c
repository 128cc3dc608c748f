int none;

int three;
