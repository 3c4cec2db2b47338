export const parts = {
  close: 'Đóng',
  undo: 'Hoàn tác',
  hasten: 'Gửi ngay',
  takenBack: 'Đã hoàn tác',
  notTakenBack: 'Chưa hoàn tác được. Kiểm tra mạng rồi thử lại.',
  old: 'Chưa cập nhật được vì không có mạng. Bạn đang xem số liệu lần trước.',
  goneTitle: 'Không có ở đây',
  gone: 'Mục này không còn, hoặc không phải của bạn.',
};
