! The same, with its work array on the heap.
subroutine solve(n, answer)
  implicit none
  integer, intent(in) :: n
  integer, intent(out) :: answer
  ! misbuilt:region allocatable
  real(8), allocatable :: work(:)  ! MB0045: was real(8) :: work(1200000)
  integer :: i
  allocate (work(1200000))         ! freed when the subroutine returns
  ! misbuilt:endregion allocatable
  do i = 1, size(work)
    work(i) = n
  end do
  call check(work, size(work))
  answer = nint(sum(work))
end subroutine solve
