"""Everyday words that mean the same at the desk: one line, one meaning.

People say 爸, 老爸 or 父亲, and 走了, 没了 or 去世; the index and the query both turn each
into the meaning it stands for. A word may stand on several lines. These are words of daily
speech, not names of certificates: those are `aliases` in the lists.
"""

from __future__ import annotations

LINES = """
爸 爸爸 父亲 老爸 爹 老爹 老父亲 父
妈 妈妈 母亲 老妈 娘 老娘 老母亲 母
父母 爸妈 爹娘 双亲 爸 妈 父亲 母亲 老爸 老妈 老爹 老娘
爷爷 奶奶 外公 外婆 姥姥 姥爷 阿公 阿婆 阿爷 太公 太婆 祖父 祖母
老人 老伯 老头 老太 老太太 老爷子 老先生 老伴 爷叔 阿婆 阿公 长辈
孩子 小孩 小囡 囡囡 宝宝 儿子 女儿 娃 娃娃 小朋友 孙子 孙女 子女 儿女 小毛头 小鬼
老公 老婆 丈夫 妻子 爱人 配偶 夫妻 两口子 夫妇
去世 过世 走了 没了 死了 死亡 病故 离世 逝世 不在了 亡故 身故 离开人世 走掉 人没了
丢了 丢失 遗失 掉了 弄丢 不见了 找不到 找不着 弄没 没找到 丢 寻不着
存折 存单 存款 定期 折子 银行卡 取钱 取款
房子 住房 房屋 房产 名下房 房
买房 购房 按揭 房贷 贷款 借钱
钱 存款 财产 资产
工作 上班 班上 单位 就业 入职 找活 干活
失业 下岗 没工作 待业 无业 没班上 丢了工作 裁员 裁掉 被裁 裁了 辞退 解雇 开除 倒闭 破产
穷 困难 条件差 贫困 低收入 经济困难 没钱 家境 拮据 过不下去 揭不开锅 负担 学费 拿不出
狗 犬 宠物 泰迪 金毛 小狗 土狗
结婚 领证 结婚证 红本本
离婚 离异 分居 分手
单身 未婚 没结婚 没对象 光棍
生病 病 看病 疾病 得病 癌症 重病 大病 开刀 手术 住院
受伤 摔 摔伤 摔倒 跌 跌倒 滑倒 骨折
残疾 残废 残障 聋 瞎 瘫 半身不遂 偏瘫
糊涂 痴呆 失智 老年痴呆 认不得人 不认人 脑子不清楚 脑梗 植物人 昏迷
精神病 疯 发作 发病 精神障碍 精神分裂 脑子有病 抑郁症 抑郁 精神不正常
火化 烧掉 火葬 骨灰 落葬 安葬 殡仪馆
犯罪 犯法 案底 坐牢 前科 清白 违法 犯事 底细 判刑 判过 犯过
吸毒 戒毒 复吸 尿检
上学 读书 入学 念书 学校 幼儿园 一年级 上小学 老师 班主任
小学 初中 中学
转学 换学校 转校
户口 户籍 户口本 户口簿 落户 上户口 报户口 销户 派出所
改名 名字 姓名
身份证 证件
改地址 门牌 门牌号 地址 住址 路名 改名
签字 敲章 盖章 公章 章 敲个章
扰民 噪音 吵 吵得 声音大
开店 铺子 小店 门面 店面 饭店 执照 营业执照 开公司 经营
租房 出租 房东 租客 租 房租 租金
搬家 搬走 搬到
失踪 下落不明 音讯 走失 走丢 离家 跑出去 出走 联系不上 失联 没回来 没消息
继承 遗产 过户 留下 留下的 遗嘱
监护 监护人 归谁管 做主 拿主意 谁管
收养 领养 抱养 过继 福利院
菜 蔬菜 农产品 桃子 西瓜 草莓 葡萄 自家种 地里
发票 开票 税务
退休 养老金 退休金 退休工资 养老钱 社保
津贴 补贴 补助 领钱 拿钱
树 大树 香樟 梧桐 树枝 砍树 锯掉 砍掉
水表 电表 煤气 燃气
撕 残币 破损 烂
打官司 官司 法院 法庭 法官 起诉 立案 开庭 诉讼
律师 代理 出庭
公证 公证处 公证员
电瓶车 电动车 电动自行车 小电驴 助动车
看护 照顾 服侍 护理 照料 陪护 上门 护工 护理员 擦身 洗澡 喂饭 照看
打人 家暴 动手 打我 打老婆 被打 挨打 施暴
楼道 过道 走廊 楼梯间
条子 单子 纸头 凭据 凭证 说法 材料 一张纸 写一张 写个 写清 开单子
银行 柜台 柜员 信用社 信贷员
公司 单位 老板 人事 厂里 东家 领导
医院 医生 护士 病房 卫生院
邻居 隔壁 对门 街坊 楼上 楼下
兄弟 姐妹 哥哥 弟弟 姐姐 妹妹 大哥 二哥 大姐 二姐 兄妹 姐弟
亲戚 舅舅 叔叔 伯伯 姑姑 姨妈 侄子 侄女 外甥 外甥女
外孙 外孙女 孙子 孙女
老家 外地 外省 乡下
出国 国外 签证 移民 留学
保险 理赔 保险公司 保险员
拆迁 动迁 征收
没人 没有人 没人管
着火 火灾 起火 烧光
牌照 上牌 挂牌
参军 当兵 征兵 入伍 部队
入党 党员 党支部
政审 政治审查 品行 为人 平时表现
写错 错字 登错 打错 填错
不一样 不一致 对不上 不符
挪 移 移走 挪走 移到
卖房 卖掉房子 房子卖
月子 生孩子 生小孩 生完 产假 坐月子 生了 二胎 三胎
电梯 爬不动 装梯
食堂 烧饭 烧不动 吃饭 送饭 做饭
流浪 要饭 讨饭 乞讨 露宿 流浪汉 乞丐 桥洞
业委会 物业
孤老 孤寡 无儿无女 没儿没女 没有子女 没子女 五保 三无
不听话 叛逆 顶嘴 管教 沟通 厌学 打游戏 玩手机 沉迷
吵架 闹矛盾 纠纷 讲道理 评理 说理 调解
扶手 把手 防滑 浴缸 马桶
住不下 太挤 挤在 平方 房子小 住房困难
"""
_LONGEST = 5


def _meanings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in LINES.split("\n"):
        same = line.split()
        for word in same:
            found[word] = (*found.get(word, ()), "@" + same[0])
    return found


MEANINGS = _meanings()
_BEGINNINGS = frozenset(word[0] for word in MEANINGS)


def spans(text: str) -> list[tuple[int, int, str]]:
    """The everyday words in a plain text: from where to where, and what they stand for.

    A meaning is written `@爸`; a gram that no text can be.
    """
    return [
        (start, end, meaning)
        for start, char in enumerate(text)
        if char in _BEGINNINGS
        for end in range(start + 1, min(start + _LONGEST, len(text)) + 1)
        for meaning in MEANINGS.get(text[start:end], ())
    ]


def meanings(text: str) -> dict[str, None]:
    """What the everyday words in a plain text stand for, in the order in which they come."""
    return dict.fromkeys(meaning for _, _, meaning in spans(text))
