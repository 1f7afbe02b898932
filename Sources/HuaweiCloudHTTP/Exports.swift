@_exported public import HuaweiCloud
