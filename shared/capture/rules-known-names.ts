/**
 * What landing page builders, form plugins and shops call the fields of a lead, in Vietnam and abroad: LadiPage, Elementor, Contact Form 7,
 * WPForms, Webflow, Haravan and Sapo, Mautic, HubSpot, and pages written by hand. In small letters without accents and separators, as
 * `keyOfName` makes them; earlier ones count more.
 */
export const knownNames: Readonly<Record<string, readonly string[]>> = {
  fullName: [
    ...['fullname', 'name', 'hoten', 'hovaten', 'hotenkhachhang', 'tenkhachhang', 'tenkh', 'khachhang', 'tencuaban', 'tenban'],
    ...['nguoilienhe', 'tenlienhe', 'tennguoilienhe', 'nguoidangky', 'yourname', 'contactname', 'customername', 'clientname', 'leadname'],
    ...['ten'],
  ],
  email: [
    ...['email', 'emailaddress', 'mail', 'mailaddress', 'youremail', 'useremail', 'customeremail', 'contactemail', 'workemail'],
    ...['businessemail', 'emailcongty', 'diachiemail', 'diachimail', 'thudientu', 'hopthu', 'emailcuaban'],
  ],
  phone: [
    ...['phone', 'phonenumber', 'sodienthoai', 'sdt', 'dienthoai', 'sodt', 'dtdd', 'didong', 'sodidong', 'dienthoaididong', 'sdtcuaban'],
    ...['tel', 'telephone', 'telnumber', 'telephonenumber', 'mobile', 'mobilephone', 'mobilenumber', 'cellphone', 'cell', 'yourphone'],
    ...['yourtel', 'userphone', 'customerphone', 'contactphone', 'contactnumber', 'sdtzalo', 'sozalo', 'zalophone', 'zalo', 'whatsapp'],
  ],
  province: [
    ...['province', 'tinhthanh', 'tinhthanhpho', 'tinhtp', 'tinh', 'thanhpho', 'tp', 'provincecity', 'cityprovince', 'city', 'state'],
    ...['yourcity'],
  ],
  company: [
    ...[
      'company',
      'companyname',
      'congty',
      'tencongty',
      'doanhnghiep',
      'tendoanhnghiep',
      'organization',
      'organisation',
      'organizationname',
    ],
    ...['org', 'business', 'businessname', 'yourcompany', 'cuahang', 'tencuahang', 'shopname', 'donvi', 'tendonvi', 'coquan'],
  ],
  taxCode: ['taxcode', 'masothue', 'mst', 'masothuecongty', 'taxid', 'taxnumber', 'vatnumber', 'vatid'],
  title: ['title', 'jobtitle', 'chucvu', 'chucdanh', 'position', 'jobposition', 'vitri', 'jobrole'],
  product: [
    'product',
    'products',
    'productname',
    'sanpham',
    'tensanpham',
    'dichvu',
    'goidichvu',
    'phanhe',
    'service',
    'services',
    'package',
  ],
  message: [
    ...['message', 'yourmessage', 'messages', 'msg', 'noidung', 'loinhan', 'tinnhan', 'ghichu', 'yeucau', 'nhucau', 'cauhoi', 'ykien'],
    ...['note', 'notes', 'comment', 'comments', 'body', 'content', 'description', 'question', 'inquiry', 'enquiry', 'textarea'],
  ],
};

/** Parts of a name, in the order in which a Vietnamese name is written: family, middle, given. */
export const nameParts: readonly (readonly string[])[] = [
  ['lastname', 'lname', 'surname', 'familyname', 'namelast', 'last', 'ho', 'hovatendem', 'hotendem', 'holot'],
  ['middlename', 'mname', 'namemiddle', 'middle', 'tendem', 'tenlot', 'chulot'],
  ['firstname', 'fname', 'givenname', 'forename', 'namefirst', 'first', 'ten'],
];
