export const late = {
  title: 'Ghi muộn, chờ bạn quyết định',
  explained: 'Nhân viên ghi khi không có mạng; lúc gửi được thì khách đã do người khác phụ trách.',
  none: 'Không có gì chờ bạn quyết định.',
  note: 'Ghi chú',
  notedBy: (who: string, at: string) => `${who} ghi lúc ${at}`,
  callsAt: (at: string) => `Khách hẹn gọi lại: ${at}`,
  apply: 'Ghi nhận',
  dismiss: 'Bỏ qua',
  states: { applied: 'Đã ghi nhận', dismissed: 'Đã bỏ qua' },
};
