! In a file of its own, so that the compiler keeps the array.
subroutine check(work, n)
  implicit none
  integer, intent(in) :: n
  real(8), intent(inout) :: work(n)
  work(n) = work(1)
end subroutine check
