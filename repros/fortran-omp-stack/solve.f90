! A subroutine with a work array of 9.6 MB, as numerical codes have them.
subroutine solve(n, answer)
  implicit none
  integer, intent(in) :: n
  integer, intent(out) :: answer
  real(8) :: work(1200000)
  integer :: i
  do i = 1, size(work)
    work(i) = n
  end do
  call check(work, size(work))
  answer = nint(sum(work))
end subroutine solve
