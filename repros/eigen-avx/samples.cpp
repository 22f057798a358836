#include "samples.h"
#include "how.h"

Eigen::VectorXd samples(int count) { return Eigen::VectorXd::Ones(count); }

void samples(int count, double *into) { Eigen::Map<Eigen::VectorXd>(into, count).setOnes(); }

const char *how_samples_come() { return HOW; }
