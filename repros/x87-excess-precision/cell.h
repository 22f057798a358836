/* The cell of a grid in which a position lies. */
int cell(double position, double width);
