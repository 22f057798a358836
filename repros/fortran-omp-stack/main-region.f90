! Calls solve from a parallel region of two threads.
program main
  implicit none
  integer :: answer, total
  total = 0
  !$omp parallel num_threads(2) private(answer) reduction(+ : total)
  call watch
  call solve(1, answer)
  total = total + answer
  !$omp end parallel
  print '(a, i0)', 'answer ', total / 2
end program main
