"""The files of the test's WordPress: Debian's tree, its configuration, a theme of six lines."""

import shutil
from pathlib import Path

TREE = Path("/usr/share/wordpress")
_HERE = Path(__file__).parent

CONFIG = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
define('WP_HOME', '{url}');
define('WP_SITEURL', '{url}');
define('WP_ENVIRONMENT_TYPE', 'local');
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('AUTH_KEY', 'hanjari'); define('SECURE_AUTH_KEY', 'hanjari');
define('LOGGED_IN_KEY', 'hanjari'); define('NONCE_KEY', 'hanjari');
define('AUTH_SALT', 'hanjari'); define('SECURE_AUTH_SALT', 'hanjari');
define('LOGGED_IN_SALT', 'hanjari'); define('NONCE_SALT', 'hanjari');
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""
ROUTER = """<?php
$path = $_SERVER['DOCUMENT_ROOT'] . urldecode(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
if (is_file($path) || (is_dir($path) && is_file("$path/index.php"))) return false;
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '{prefix}/index.php';
chdir($_SERVER['DOCUMENT_ROOT'] . '{prefix}');
require $_SERVER['DOCUMENT_ROOT'] . '{prefix}/index.php';
"""
QUIET = """<?php
/* Guests may write as fast as a test does, and no mail is tried. What a test lays into `faults/` breaks the site. */
add_filter('comment_flood_filter', '__return_false', 99);
add_filter('pre_wp_mail', '__return_true');
foreach (glob(__DIR__ . '/faults/*.php') as $fault) include $fault;
"""
THEME = """<?php wp_head();
while (have_posts()) {
    the_post(); the_title('<h1>', '</h1>'); the_content();
    $shown = ['post_id' => get_the_ID(), 'status' => 'approve', 'order' => 'ASC'];
    wp_list_comments(['avatar_size' => 0], get_comments($shown));
}
"""


def lay_out(root: Path, prefix: str, socket: Path, url: str) -> Path:
    """Write the document root; gives the folder in which WordPress stands."""
    place = root / prefix.strip("/") if prefix else root
    shutil.copytree(TREE, place, symlinks=False, ignore_dangling_symlinks=True)
    (place / "wp-config.php").write_text(CONFIG.format(socket=socket, url=url))
    shutil.copy(_HERE / "install.php", place / "install.php")
    (root / "router.php").write_text(ROUTER.replace("{prefix}", prefix))
    content = place / "wp-content"
    for name, text in {
        "mu-plugins/quiet.php": QUIET,
        "themes/bare/index.php": THEME,
        "themes/bare/style.css": "/* Theme Name: Bare */",
    }.items():
        (content / name).parent.mkdir(parents=True, exist_ok=True)
        (content / name).write_text(text)
    for name in ("uploads", "mu-plugins/faults"):
        (content / name).mkdir(exist_ok=True)
    return place
