double discriminant(double a, double b, double c);
