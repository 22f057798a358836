#include <Eigen/Core>

/* A vector that the library allocates, and the caller frees. */
Eigen::VectorXd samples(int count);

/* misbuilt:region copied */
/* MB0031: no matrix that owns memory crosses the library's border; the caller allocates, and the library fills. */
void samples(int count, double *into);
/* misbuilt:endregion copied */

const char *how_samples_come();
