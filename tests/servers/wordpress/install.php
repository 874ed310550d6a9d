<?php
/* Fills an empty database: php install.php URL. Prints the application passwords as JSON. */
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = parse_url($argv[1], PHP_URL_HOST) . ':' . parse_url($argv[1], PHP_URL_PORT);
require __DIR__ . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

function wp_new_blog_notification(...$all) {} // no mail leaves

wp_install('한빛 블로그', 'admin', 'admin@hanbit.example', true, '', 'hanbit-admin-2011');
$people = [
    'desk' => ['editor', '한빛 고객응대'],
    'writer' => ['author', '한빛 필자'],
    'reader' => ['subscriber', '지나가던 독자'],
];
$passwords = [];
foreach ($people as $login => [$role, $name]) {
    $id = wp_insert_user([
        'user_login' => $login,
        'user_pass' => "hanbit-$login-2011",
        'user_email' => "$login@hanbit.example",
        'display_name' => $name,
        'role' => $role,
    ]);
    [$password] = WP_Application_Passwords::create_new_application_password($id, ['name' => 'Hanjari']);
    $passwords[$login] = ['id' => $id, 'password' => $password];
}
update_option('comment_moderation', '0');
update_option('comment_previously_approved', '0'); // who writes for the first time is not held
update_option('permalink_structure', '/%postname%/');
update_option('show_avatars', '0');
update_option('timezone_string', 'Asia/Seoul');
switch_theme('bare');
wp_delete_comment(1, true);
wp_update_post(['ID' => 1, 'post_title' => '정수기 필터 교체 안내', 'post_name' => 'filter']);
echo json_encode($passwords);
