"""Characters that look alike, one group a line: what a five-stroke or handwriting slip gives."""

from __future__ import annotations

LINES = """
未 末 本 木 术
己 已 巳
人 入 八
大 太 犬 天 夭 夫 失
土 士 王 玉 主 壬
干 千 于 午 牛
日 曰 目 白 自 旦 且 月
田 由 甲 申 电
亡 忘 芒
房 防 旁 戾
存 在 再
住 往 佳 任 佐 柱
休 体 本
侍 待 持 特
收 牧 攻 改 放
养 美 羊 义
证 征 正 症 政
明 朋 眀
死 列 外 歹
户 尸 广 厂 卢
籍 藉
系 糸 紊 素
关 并 美 夫
亲 新 辛 亮
居 屈 届 局 尾
民 氏 良
业 亚 丛
就 京 尤 蹴
失 矢 先 夫
独 狗 浊 烛
生 主 牛 失
子 孑 孒 了 字
女 如 安
证 诬
状 壮 妆 伏
况 祝 兄 说
收 叹
贫 贪 货 贷 贸 资
困 因 囚 团 固
难 准 谁 雅
残 线 浅 钱 贱
疾 痰 病 疲 疗
婚 昏 惛 烟 姻
姻 烟 咽 因
育 肓 盲 胃
孕 孚 孝
继 断 绝
承 丞 蒸
遗 遣 遭 贵
产 严 斤
权 杈 仅 叹
监 蓝 篮 览 盐
护 沪 户 炉
学 字 觉
区 匹 巨
常 掌 堂 赏
犯 范 厄 狈
罪 非 霏
记 纪 忆 讥
录 绿 碌 禄
无 元 天 芜 旡
危 厄 诡
险 检 捡 脸 俭
渔 鱼 鲁
船 般 舶 航
过 边 迂
损 捐 陨
币 市 布 帀
低 底 抵 邸
保 呆 堡 褒
障 樟 章
性 姓 牲 胜
享 亨 孛
受 爱 授 叟
购 沟 构 钩
贷 货 贫 袋
款 欵 歀
财 材 赋
收 妆
地 他 池 驰
址 扯 趾
登 凳 豆
不 木 下
致 到 至
书 节
火 灭 灰
化 华 花 讹
丧 表 衰
葬 莽
凭 任
丢 去 丟
砍 坎 欣
伐 代 化
移 侈 秒
植 直 值 置 殖
树 村 对
农 衣 浓
品 晶 口
销 消 锁 俏
社 杜 祉
会 全 合 令
实 买 卖
践 贱 线
政 敌 攻
审 宙 宇 申
查 杏 香 杳
现 视 规 观
表 衣 老
同 周 问 洞
问 间 闻
转 传 砖
学 孛
指 脂 揩
定 宝 家 它
推 堆 难
荐 存
戒 戎 成
毒 每 母
康 庸 隶
复 夏 履
情 清 请 晴 睛
健 建 键 毽
出 击 岀
流 浪
动 劝
老 考 孝
年 午 牛
卡 下 上
津 律 建
贴 粘 帖 赔
补 朴 扑 仆
助 肋 动 阻
调 凋 周
解 懈
法 去 怯
援 缓 暖
装 袋 裂
梯 弟 涕
楼 搂 缕
医 巨
疗 辽 疔
险 验
救 球 求
烈 列 裂
军 车 挥
退 迟 很
伍 任
"""


def _alike() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in LINES.split("\n"):
        same = line.split()
        for char in same:
            others = (other for other in same if other != char and other not in found.get(char, ""))
            found[char] = found.get(char, "") + "".join(others)
    return found


ALIKE = _alike()


def otherwise(text: str) -> list[str]:
    """The text with one of its characters taken for one that looks like it, in each way."""
    return [
        text[:at] + other + text[at + 1 :]
        for at, char in enumerate(text)
        for other in ALIKE.get(char, "")
    ]
