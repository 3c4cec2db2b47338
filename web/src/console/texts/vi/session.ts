export const session = {
  title: 'Đăng nhập',
  ended: 'Phiên làm việc đã kết thúc. Hãy đăng nhập lại để làm tiếp.',
  before: 'Trang kế tiếp do Amazon Cognito hiển thị và chỉ có tiếng Anh. Bạn làm lần lượt:',
  steps: [
    'Email address: gõ e-mail công ty của bạn, rồi bấm Next.',
    'Password: gõ mật khẩu, rồi bấm Continue.',
    'Authentication code: nếu được hỏi, gõ 6 số trong ứng dụng xác thực trên điện thoại.',
  ],
  firstTime: 'Lần đầu đăng nhập?',
  firstSteps: [
    'Mật khẩu tạm nằm trong thư mời gửi tới e-mail công ty, dùng được trong 3 ngày. Quá hạn thì nhờ quản trị viên mời lại.',
    'Bạn sẽ đặt mật khẩu mới: ít nhất 12 ký tự, có chữ hoa, chữ thường, số và ký hiệu.',
    'Nếu công ty yêu cầu, bạn quét mã QR bằng ứng dụng xác thực (như Google Authenticator) trên điện thoại.',
  ],
  go: 'Tiếp tục đăng nhập',
  signOut: 'Đăng xuất',
  signOutFailed: 'Chưa đăng xuất được vì không có mạng. Hãy thử lại.',
  problems: {
    expired: 'Lần đăng nhập này đã quá hạn hoặc được mở ở nơi khác. Hãy bắt đầu lại.',
    refused: 'Trang đăng nhập đã từ chối. Hãy thử lại, hoặc hỏi quản trị viên.',
    unavailable: 'Trang đăng nhập đang bận. Hãy thử lại sau ít phút.',
  },
  strangerTitle: 'Tài khoản chưa được cấp quyền',
  stranger: 'Bạn đã đăng nhập, nhưng công ty chưa ghi e-mail này vào danh sách người dùng. Hãy nhờ quản trị viên thêm vào.',
};
