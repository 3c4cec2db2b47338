export const start = {
  ways: 'Ở đây làm được gì',
  names: { find: 'Tìm khách', add: 'Thêm khách', me: 'Tài khoản và thông báo' },
  what: {
    find: 'Theo tên không dấu, 4 số cuối hoặc e-mail',
    add: 'Nhập khách gọi tới hoặc ghé cửa hàng; hệ thống báo ngay nếu trùng',
    me: 'Cách nhận thông báo, ngôn ngữ, giao diện, đăng xuất',
  },
  withoutContact: 'Mở khách từ liên kết trong thư hay báo cáo: vai trò này xem được nguồn, điểm và lịch sử, không xem tên, số và e-mail.',
  later: 'Vai trò này không có danh sách gọi của riêng mình. Các trang dành riêng cho vai trò này sẽ có trong những bản sau.',
};
