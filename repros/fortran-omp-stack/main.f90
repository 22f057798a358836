! Calls solve once from the main program.
program main
  implicit none
  integer :: answer
  call watch
  call solve(1, answer)
  print '(a, i0)', 'answer ', answer
end program main
