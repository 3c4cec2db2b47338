export const parts = {
  close: 'Đóng',
  undo: 'Hoàn tác',
  old: 'Chưa cập nhật được vì không có mạng. Bạn đang xem số liệu lần trước.',
  goneTitle: 'Không có ở đây',
  gone: 'Mục này không còn, hoặc không phải của bạn.',
};
